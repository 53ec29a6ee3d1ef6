package credential

import "testing"

// FuzzFind searches arbitrary text: nothing panics, offsets are valid, nothing prints a credential, and a text is a
// candidate wherever something is found in it as it stands.
func FuzzFind(f *testing.F) {
	m := newMade(16)
	for _, seed := range []string{
		"", "AKIA", "export AWS_ACCESS_KEY_ID=KEYID\nexport AWS_SECRET_ACCESS_KEY=SECRET40\n", "KEYID:SECRET40@", "x%3DKEYID",
		"smtp://KEYID:SMTP44@email-smtp.", "LONGTOKEN", "BEDROCK133 SHORTTERM", "\\nKEYID\\", "- name: secret_key\n  value: SECRET40",
		wrap(b64(m.fill("aws_secret_access_key = SECRET40 # in lines of text")), " ", 64), b64(b64(m.fill("and so on and on: KEYID"))),
		"H4sIAAAAAAAA/wAAAP//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\xee\x80\x80SECRET40\xff",
	} {
		f.Add(m.fill(seed), "secret_key")
	}
	f.Fuzz(func(t *testing.T, text, name string) {
		d := Detector{Examples: true}
		open, encoded := d.Find(text, name), d.FindEncoded(text, name)
		checkMatches(t, text, open)
		checkMatches(t, text, encoded)
		if len(open)+len(encoded) > 0 && !Candidate([]byte(text)) {
			t.Fatalf("found %v and %v, but no candidate", open, encoded)
		}
		if id, ok := AccountID(text); ok && len(id) != 12 {
			t.Fatalf("AccountID = %q", id)
		}
		if masked := Mask(text); len(masked) > 11 {
			t.Fatalf("Mask = %q", masked)
		}
		IsPlaceholder(text)
		IsSecretName(name)
	})
}
