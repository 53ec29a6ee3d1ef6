package credential

import (
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"strings"
	"testing"
)

func b64(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }

func gz(t *testing.T, s string) string {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// wrap breaks s into indented lines.
func wrap(s, indent string, width int) string {
	var b strings.Builder
	for len(s) > width {
		b.WriteString(indent + s[:width] + "\n")
		s = s[width:]
	}
	return b.String() + indent + s + "\n"
}

func TestFindEncoded(t *testing.T) {
	m := newMade(9)
	script := m.fill("#!/bin/bash\nexport AWS_ACCESS_KEY_ID=KEYID\nexport AWS_SECRET_ACCESS_KEY=SECRET40\n./run --forever\n")
	files := "#cloud-config\nwrite_files:\n- encoding: gz+b64\n  content: " + b64(gz(t, script)) + "\n  path: /run.sh\n"
	tests := []struct {
		name, text, want string
	}{
		{"base64", b64(script), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"without padding", strings.TrimRight(b64(script+"\n"), "="), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"gzip", b64(gz(t, script)), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"gzip of little", b64(gz(t, m.keyID)), "id:user_data_base64"},
		{"gzip, cut off", b64(gz(t, script+strings.Repeat("some more text\n", 99))[:150]), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"in an assignment", "user_data_base64 = \"" + b64(script) + "\"\n", "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"wrapped as MIME", "x: |\n" + wrap(b64(script), "  ", 76), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"wrapped as PEM", wrap(b64(script), "", 64) + "--boundary", "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"wrapped, Windows lines", strings.ReplaceAll(wrap(b64(script), "", 76), "\n", "\r\n"), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"cloud-init file", files, "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"cloud-init file in user data", b64(files), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"three levels", b64(b64(files)), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"four levels", b64(b64(b64(files))), ""},
		{"Kubernetes Secret", "data:\n  AWS_ACCESS_KEY_ID: " + b64(m.keyID) + "\n  AWS_SECRET_ACCESS_KEY: " + b64(m.secret) + "\n", "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"Kubernetes Secret with newlines", "data:\n  AWS_ACCESS_KEY_ID: " + b64(m.keyID+"\n") + "\n  AWS_SECRET_ACCESS_KEY: " + b64(m.secret+"\n") + "\n", "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"two blobs", b64(script) + " " + b64("#"+script), "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"what stands in the open", script, ""},
		{"a secret without context", "x: " + b64(m.secret), ""},
		{"an example", b64("export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE # it is only an example"), ""},
		{"binary content", b64("\x00\x01\x02" + script), ""},
		{"damaged gzip", b64("\x1f\x8b\x08\x00" + script), ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := FindEncoded(test.text, "user_data_base64")
			checkMatches(t, test.text, got)
			if kinds(got) != test.want {
				t.Fatalf("FindEncoded = %q, want %q in %q", kinds(got), test.want, test.text)
			}
			for _, m := range got {
				if !m.Encoded || m.Start >= m.End || classes[test.text[m.Start]] == other {
					t.Errorf("%#v: encoded %v", m, m.Encoded)
				}
			}
			if got != nil && !Candidate([]byte(test.text)) {
				t.Error("no candidate")
			}
		})
	}
}

// The offsets are those of the content in the searched text, padding and wrapped lines included.
func TestFindEncodedOffsets(t *testing.T) {
	content := b64(newMade(10).fill("aws_access_key_id = KEYID # made for the test of offsets, which wants more lines"))
	text := "before\n" + wrap(content, "", 64) + "after"
	got := FindEncoded(text, "")
	if len(got) != 1 || strings.ReplaceAll(text[got[0].Start:got[0].End], "\n", "") != content {
		t.Errorf("found %#v, want the content from 7 to %d", got, len(text)-len("\nafter"))
	}
}

// A short prefix of an ID looks different in each place within a group; each is worth decoding.
func TestCouldEncodeKeyID(t *testing.T) {
	r := newRand(11)
	for _, prefix := range []string{"AKIA", "ASIA", "ABIA", "ACCA"} {
		for before := range 6 {
			for range 50 {
				text := randomText(r, "abc =:\n", before) + randomKeyID(r, prefix)
				if run := strings.TrimRight(b64(text), "="); !couldEncode(run, "") {
					t.Fatalf("couldEncode(%q) is false, it encodes %q", run, text)
				}
			}
		}
	}
}

// Content that expands a thousandfold is read up to a bound.
func TestFindEncodedBound(t *testing.T) {
	m := newMade(12)
	bomb := b64(gz(t, m.keyID+"\n"+strings.Repeat("0 ", 20<<20)+"\n"+m.temporaryID))
	budget := maxDecoded
	got := Detector{}.findEncoded(bomb, "", maxLevels, &budget)
	if len(got) != 1 || got[0].Prefix != "AKIA" {
		t.Errorf("found %v, want only the ID at the beginning", got)
	}
	if budget != 0 {
		t.Errorf("%d bytes are left of the budget, want none", budget)
	}
	if got := (Detector{}).findEncoded(b64(m.fill("export AWS_ACCESS_KEY_ID=KEYID and more of the same")), "", maxLevels, &budget); got != nil {
		t.Errorf("found %v without a budget", got)
	}
}
