package credential

import (
	"strings"
	"testing"
)

const megabyte = 1 << 20

// benchmarkText returns a megabyte of configuration; with credentials in every kilobyte or so if asked for.
func benchmarkText(credentials bool) string {
	text := cleanSource(1)
	if credentials {
		text += newMade(17).fill("locals {\n  aws_access_key_id     = \"KEYID\"\n  aws_secret_access_key = \"SECRET40\"\n}\n")
	}
	return strings.Repeat(text, megabyte/len(text)+1)[:megabyte]
}

func BenchmarkCandidate(b *testing.B) {
	source := []byte(benchmarkText(false))
	b.SetBytes(megabyte)
	for b.Loop() {
		if Candidate(source) {
			b.Fatal("candidate")
		}
	}
}

func BenchmarkFind(b *testing.B) {
	for name, text := range map[string]string{"clean": benchmarkText(false), "leaky": benchmarkText(true)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(megabyte)
			b.ReportAllocs()
			for b.Loop() {
				Find(text, "user_data")
			}
		})
	}
}

func BenchmarkFindEncoded(b *testing.B) {
	for name, text := range map[string]string{"clean": benchmarkText(false), "encoded": wrap(b64(benchmarkText(true)), "", 76)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				FindEncoded(text, "user_data")
			}
		})
	}
}
