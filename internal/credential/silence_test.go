package credential

import (
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// Most of what is 40 characters long is no secret. Whatever stands in a configuration without saying that it is a secret
// stays unreported, and so does what says so but cannot be one.

// harmless makes values of kinds that stand in configurations. None may be reported whatever it is called.
var harmless = map[string]func(*rand.Rand) string{
	"ARN of 40 characters": func(r *rand.Rand) string {
		return cut("arn:aws:iam::"+randomText(r, "0123456789", 12)+":role/"+pathWords(r), 40)
	},
	"URL of 40 characters": func(r *rand.Rand) string { return cut("https://"+pathWords(r), 40) },
	"SHA-1":                func(r *rand.Rand) string { h := sha1.Sum(randomBytes(r, 9)); return hex.EncodeToString(h[:]) },
	"SHA-1 in capitals": func(r *rand.Rand) string {
		h := sha1.Sum(randomBytes(r, 9))
		return strings.ToUpper(hex.EncodeToString(h[:]))
	},
	"SHA-256":           func(r *rand.Rand) string { h := sha256.Sum256(randomBytes(r, 9)); return hex.EncodeToString(h[:]) },
	"SHA-256 in base64": func(r *rand.Rand) string { return sri(r, "") },
	"integrity":         func(r *rand.Rand) string { return sri(r, "sha256-") },
	"provider lock":     func(r *rand.Rand) string { return sri(r, "h1:") },
	"provider lock, zip": func(r *rand.Rand) string {
		h := sha256.Sum256(randomBytes(r, 9))
		return "zh:" + hex.EncodeToString(h[:])
	},
	"SHA-512 in base64": func(r *rand.Rand) string {
		h := sha512.Sum512(randomBytes(r, 9))
		return base64.StdEncoding.EncodeToString(h[:])
	},
	"UUID": func(r *rand.Rand) string {
		b := randomBytes(r, 16)
		return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
	},
	"unique ID": func(r *rand.Rand) string { return "AROA" + randomText(r, base32Alphabet, 17) },
	"public key": func(r *rand.Rand) string {
		return "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQ" + randomText(r, base64Alphabet, 338)
	},
	"Ed25519 key": func(r *rand.Rand) string {
		return "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI" + randomText(r, base64Alphabet, 43)
	},
	"certificate": pem,
	"image":       func(r *rand.Rand) string { return "sha256:" + hex.EncodeToString(randomBytes(r, 32)) },
	"JWT": func(r *rand.Rand) string {
		return "eyJhbGciOiJIUzI1NiJ9." + randomText(r, base64Alphabet[:62], 40) + "." + randomText(r, base64Alphabet[:62], 40)
	},
	"padded base64": func(r *rand.Rand) string { return randomText(r, base64Alphabet, 39) + "=" },
}

func sri(r *rand.Rand, prefix string) string {
	h := sha256.Sum256(randomBytes(r, 9))
	return prefix + base64.StdEncoding.EncodeToString(h[:])
}

// pathWords returns words as people name things, more than 40 characters of them.
func pathWords(r *rand.Rand) string {
	words := []string{
		"service-role", "AWSLambdaBasicExecutionRole", "Deploy", "prod", "EU2", "s3", "bucket", "Terraform", "MyApp01",
		"v1", "2024", "github.com", "Build", "ec2", "API", "Gateway", "x86", "Backup", "iam", "Users", "Q3", "db",
	}
	var b strings.Builder
	for b.Len() < 48 {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteString([]string{"/", "/", "", "-"}[r.IntN(4)])
	}
	return b.String()
}

func cut(s string, n int) string { return s[:n] }

func pem(r *rand.Rand) string {
	var b strings.Builder
	b.WriteString("-----BEGIN CERTIFICATE-----\n")
	for range 12 {
		b.WriteString(randomText(r, base64Alphabet, 64) + "\n")
	}
	b.WriteString(randomText(r, base64Alphabet, 40) + "\n-----END CERTIFICATE-----\n")
	return b.String()
}

func TestHarmless(t *testing.T) {
	for kind, value := range harmless {
		t.Run(kind, func(t *testing.T) {
			r := newRand(6)
			for range 500 {
				v := value(r)
				for _, text := range []string{v, "x = \"" + v + "\"\n", "AWS_SECRET_ACCESS_KEY=" + v, "{\"secretKey\": \"" + v + "\"}", crossedOut + " " + v} {
					if got := append(Find(text, "secret_key"), FindEncoded(text, "secret_key")...); got != nil {
						t.Fatalf("found %v in %q", got, text)
					}
				}
			}
		})
	}
}

// A path can look random enough, so its name matters; its neighbours do not.
func TestPaths(t *testing.T) {
	r := newRand(18)
	for range 20000 {
		path := cut([]string{"/", "", "s3://", "./"}[r.IntN(4)]+pathWords(r), 40)
		for _, name := range []string{"secret_key_path", "secretKeyFile", "key", "directory"} {
			for _, text := range []string{path, name + " = \"" + path + "\"\n", "\"" + name + "\": \"" + path + "\""} {
				if got := Find(text, name); got != nil {
					t.Fatalf("Find(%q, %q) = %v, want nothing", text, name, got)
				}
			}
		}
		if text := "aws_access_key_id = " + crossedOut + "\noutput = " + path; strings.Count(path, "/") > 2 {
			if got := Find(text, ""); got != nil {
				t.Fatalf("Find(%q) = %v, want nothing", text, got)
			}
		}
	}
}

// A run that has the form of a secret is reported only in context.
func TestRandomWithoutContext(t *testing.T) {
	r := newRand(7)
	names := []string{
		"", "id", "name", "token", "password", "data_hash", "branch", "image_tag", "api_key", "bucket", "secret_name",
		"commit", "build", "client_secret", "GITHUB_TOKEN", "source_code_hash", "key", "encryption_key", "license_key",
	}
	for range 200 {
		run := randomText(r, base64Alphabet, secretLength+r.IntN(8)-4)
		for _, name := range names {
			for _, text := range []string{run, name + " = \"" + run + "\"", "\"" + name + "\": \"" + run + "\",", "--" + name + " " + run} {
				if got := Find(text, name); got != nil {
					t.Fatalf("Find(%q, %q) = %v, want nothing", text, name, got)
				}
			}
		}
	}
}

// Of random credentials in context, practically all are found.
func TestRecall(t *testing.T) {
	r := newRand(8)
	const n = 20000
	missed := map[Kind]int{}
	count := func(kind Kind, text, name string) {
		if got := Find(text, name); len(got) != 1 || got[0].Kind != kind {
			missed[kind]++
		}
	}
	for range n {
		count(AccessKeyID, "AKIA"+randomText(r, base32Alphabet, 16), "")
		count(SecretAccessKey, randomSecret(r), "AWS_SECRET_ACCESS_KEY")
		count(SESSMTPPassword, "SMTP_PASSWORD="+randomSMTPPassword(r, byte(2+2*r.IntN(2))), "")
	}
	for kind, misses := range missed {
		if misses > n/1000 {
			t.Errorf("%d of %d of kind %s were not found", misses, n, kind)
		}
	}
	// Of another's secret_key more is asked: one secret in a thousand lacks a digit or a case, three look like words.
	missed = map[Kind]int{}
	for range n {
		count(SecretAccessKey, randomSecret(r), "secret_key")
	}
	if misses := missed[SecretAccessKey]; misses > n/200 {
		t.Errorf("%d of %d secrets were not found by a name that is not AWS's alone", misses, n)
	}
}
