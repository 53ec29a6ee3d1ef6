package credential

import (
	"encoding/base64"
	"math/rand/v2"
	"strings"
	"testing"
)

// No credential stands in these tests: what looks real is made here, from a fixed seed, and the access key IDs are of
// the older form, which belongs to no account.

const (
	base32Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
)

func newRand(seed uint64) *rand.Rand {
	return rand.New(rand.NewPCG(seed, 0xc0ffee))
}

func randomText(r *rand.Rand, alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

func randomKeyID(r *rand.Rand, prefix string) string {
	return prefix + randomText(r, base32Alphabet[:16], 1) + randomText(r, base32Alphabet, 15)
}

func randomSecret(r *rand.Rand) string {
	return randomText(r, base64Alphabet, secretLength)
}

func randomBytes(r *rand.Rand, n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.Uint32())
	}
	return b
}

func randomSMTPPassword(r *rand.Rand, version byte) string {
	return base64.StdEncoding.EncodeToString(append([]byte{version}, randomBytes(r, 32)...))
}

// made holds one credential of each kind.
type made struct {
	keyID, temporaryID, secret, smtp, token, bedrock, bedrockShort string
}

func newMade(seed uint64) made {
	r := newRand(seed)
	return made{
		keyID:        randomKeyID(r, "AKIA"),
		temporaryID:  randomKeyID(r, "ASIA"),
		secret:       randomSecret(r),
		smtp:         randomSMTPPassword(r, 4),
		token:        "IQoJb3JpZ2luX2Vj" + randomText(r, base64Alphabet, 280) + "==",
		bedrock:      "ABSK" + base64.StdEncoding.EncodeToString([]byte("BedrockAPIKey-abcdefghij-at-000000000000:"+randomSMTPPassword(r, 4))),
		bedrockShort: "bedrock-api-key-" + base64.StdEncoding.EncodeToString([]byte("bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Signature="+randomText(r, base64Alphabet[26:], 64))),
	}
}

// fill puts credentials into the places of a template: KEYID, TEMPID, SECRET40, SMTP44, LONGTOKEN, BEDROCK133, SHORTTERM.
func (m made) fill(template string) string {
	return strings.NewReplacer("KEYID", m.keyID, "TEMPID", m.temporaryID, "SECRET40", m.secret, "SMTP44", m.smtp,
		"LONGTOKEN", m.token, "BEDROCK133", m.bedrock, "SHORTTERM", m.bedrockShort).Replace(template)
}

// kinds returns what was found as the text of a table: "id:AWS_ACCESS_KEY_ID secret:secret_key".
func kinds(matches []Match) string {
	short := map[Kind]string{AccessKeyID: "id", SecretAccessKey: "secret", SessionToken: "token", SESSMTPPassword: "smtp", BedrockAPIKey: "bedrock"}
	var out []string
	for _, m := range matches {
		out = append(out, short[m.Kind]+":"+m.Name)
	}
	return strings.Join(out, " ")
}

// checkMatches fails for a match whose offsets or fields contradict each other.
func checkMatches(t *testing.T, text string, matches []Match) {
	t.Helper()
	end := 0
	for _, m := range matches {
		if m.Start < end || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("%#v: overlaps what ends at %d, or lies outside of %d bytes", m, end, len(text))
		}
		if !m.Encoded {
			end = m.End
			if text[m.Start:m.End] != m.Value {
				t.Fatalf("%#v: the text at the offsets is not the value", m)
			}
		}
		if (m.Kind == AccessKeyID) != (m.Prefix != "") {
			t.Fatalf("%#v: prefix %q", m, m.Prefix)
		}
		if strings.Contains(m.String(), m.Value) || strings.Contains(m.GoString(), m.Value) {
			t.Fatalf("%#v prints its value", m)
		}
	}
}

// crossedOut is the ID that documentation writes in the place of one. It is put together here because its letters happen
// to decode to an account.
var crossedOut = "AKIA" + strings.Repeat("X", 16)
