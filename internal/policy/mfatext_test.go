package policy

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// Whatever is taken for an MFA key, the text that it stands in is known to hold one.
func TestMayConcernMFA(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const letters = "abcdefghijklmnopqrstuvwxyz:-_ A"
	names := []string{"aws:MultiFactorAuthPresent", "aws:multifactorauthage", "mfa", "aws:MFAPresent", "aws:multi-factor", "aws:m_f_a", "MultiFactor_Auth"}
	taken := 0
	for range 200_000 {
		name := []byte(names[r.IntN(len(names))])
		for range r.IntN(5) {
			at := r.IntN(len(name))
			switch letter := letters[r.IntN(len(letters))]; r.IntN(3) {
			case 0:
				name[at] = letter
			case 1:
				name = append(name[:at], name[at+1:]...)
			case 2:
				name = append(name[:at], append([]byte{letter}, name[at:]...)...)
			}
			if len(name) == 0 {
				break
			}
		}
		if len(name) == 0 {
			continue
		}
		if _, ok := (Condition{Test: "Bool", Variable: string(name)}).mfaKey(); !ok {
			continue
		}
		taken++
		if !MayConcernMFA([]byte(`{"Condition": {"Bool": {"` + string(name) + `": "true"}}}`)) {
			t.Fatalf("%q is taken for an MFA key, and the text that holds it for one without", name)
		}
	}
	if taken < 50_000 {
		t.Errorf("only %d names were taken for an MFA key", taken)
	}
	for _, text := range []string{"", `{"Action": "s3:GetObject", "Resource": "arn:aws:s3:::bucket/*"}`, strings.Repeat("aws:SourceIp", 9)} {
		if MayConcernMFA([]byte(text)) {
			t.Errorf("%q concerns no MFA", text)
		}
	}
}
