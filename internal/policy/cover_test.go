package policy

import (
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

// words returns all texts over an alphabet up to a length, shortest first.
func words(alphabet string, length int) []string {
	all := []string{""}
	for from := 0; length > 0; length-- {
		to := len(all)
		for _, w := range all[from:to] {
			for _, r := range alphabet {
				all = append(all, w+string(r))
			}
		}
		from = to
	}
	return all
}

// language is the set of those words that a pattern matches, one bit for each.
func language(pattern string, words []string) []bool {
	re := toRegexp(pattern)
	set := make([]bool, len(words))
	for i, w := range words {
		set[i] = re.MatchString(w)
	}
	return set
}

// TestCoversByBruteForce compares Covers and Overlaps with the languages of all short patterns. The texts have one
// letter more than the patterns, and are long enough for every ? to be outrun.
func TestCoversByBruteForce(t *testing.T) {
	patterns := words("ab*?", 4)
	texts := words("abc", 6)
	languages := make([][]bool, len(patterns))
	for i, p := range patterns {
		languages[i] = language(p, texts)
	}
	unknown := 0
	for i, outer := range patterns {
		for j, inner := range patterns {
			contained, common := True, False
			for k := range texts {
				if languages[j][k] && !languages[i][k] {
					contained = False
				}
				if languages[j][k] && languages[i][k] {
					common = True
				}
			}
			switch got := Covers(outer, inner); {
			case got == Unknown:
				unknown++
				if !strings.Contains(outer, "?") {
					t.Errorf("Covers(%q, %q) is unknown without reason", outer, inner)
				}
			case got != contained:
				t.Errorf("Covers(%q, %q) = %v, want %v", outer, inner, got, contained)
			}
			if got := Overlaps(outer, inner); got != common {
				t.Errorf("Overlaps(%q, %q) = %v, want %v", outer, inner, got, common)
			}
		}
	}
	if share := float64(unknown) / float64(len(patterns)*len(patterns)); share > 0.02 {
		t.Errorf("%.1f %% of the pairs are unknown", 100*share)
	}
}

// TestCoversWithTokens puts every small text into the place of tokens: what is certain about the patterns with tokens
// must hold whatever the tokens turn out to be.
func TestCoversWithTokens(t *testing.T) {
	const short = "Ta*U"
	fill := func(pattern, first, second string) string {
		return strings.NewReplacer("T", first, "U", second).Replace(pattern)
	}
	type answer struct{ covers, overlaps Tri }
	answers := map[[2]string]answer{}
	ask := func(outer, inner string) answer {
		a, ok := answers[[2]string{outer, inner}]
		if !ok {
			a = answer{Covers(outer, inner), Overlaps(outer, inner)}
			answers[[2]string{outer, inner}] = a
		}
		return a
	}
	patterns := words(short, 3)
	values := []string{"", "a", "ba", "*", "?"}
	for _, outer := range patterns {
		for _, inner := range patterns {
			o, i := fill(outer, token.Text(1), token.Text(2)), fill(inner, token.Text(1), token.Text(2))
			got := answer{Covers(o, i), Overlaps(o, i)}
			for _, first := range values {
				for _, second := range values {
					known := ask(fill(outer, first, second), fill(inner, first, second))
					if got.covers == known.covers.Not() && got.covers != Unknown {
						t.Fatalf("Covers(%q, %q) = %v, but not for T = %q, U = %q", outer, inner, got.covers, first, second)
					}
					if got.overlaps == known.overlaps.Not() && got.overlaps != Unknown {
						t.Fatalf("Overlaps(%q, %q) = %v, but not for T = %q, U = %q", outer, inner, got.overlaps, first, second)
					}
				}
			}
		}
	}
}

func TestCovers(t *testing.T) {
	bucket, other := token.Text(7), token.Text(8)
	tests := []struct {
		outer, inner string
		want         Tri
	}{
		{"*", bucket, True},
		{bucket, bucket, True},
		{bucket, other, Unknown},
		{bucket + "/*", bucket + "/logs/*", True},
		{bucket + "*", bucket + "/logs/*", True},
		{bucket + "/*", bucket, Unknown},
		{bucket, "*", Unknown}, // the token may be "*"
		{"arn:aws:s3:::" + bucket, "arn:aws:ec2:*", False},
		{"arn:aws:s3:::*", "arn:aws:s3:::" + bucket, True},
		{"arn:aws:s3:::a*", "arn:aws:s3:::" + bucket, Unknown},
		{"arn:aws:s3:::a*", "arn:aws:s3:::b" + bucket, False},
		{"user/${aws:username}", "user/${aws:username}", True},
		{"user/${aws:username}", "user/${AWS:UserName}", True},
		{"user/${aws:username}", "user/alice", Unknown},
		{"user/*", "user/${aws:username}", True},
		{"user/${*}", "user/*", False},
		{"user/*", "user/${*}", True},
		{"a\ue000", "a\ue000", Unknown}, // a token that was cut
		{"*a\ue000", "*", Unknown},
	}
	for _, tt := range tests {
		if got := Covers(tt.outer, tt.inner); got != tt.want {
			t.Errorf("Covers(%q, %q) = %v, want %v", tt.outer, tt.inner, got, tt.want)
		}
	}
}

func TestCoversResource(t *testing.T) {
	unknown := token.Text(3)
	tests := []struct {
		outer, inner string
		want         Tri
	}{
		{"*", "arn:aws:s3:::b", True},
		{"arn:aws:s3:::*", "*", False},
		{"arn:aws:s3:::*", "arn:aws:s3:::b/*", True},
		{"arn:*:s3:::*", "arn:aws-cn:s3:::b", True},
		{"arn:aws:s3*", "arn:aws:s3:::b", True}, // incomplete ARNs are filled up
		{"arn:aws:sqs", "arn:aws:sqs:eu-west-1:1:q", True},
		{"arn:*", "arn:aws:sqs:eu-west-1:1:q", True},
		{"arn:aws:ec2:*:*:*", "arn:aws:ec2:*:*:instance/*", True},
		{"arn:aws:ec2:*", "arn:aws:ec2:*:*:instance/*", True},
		{"arn:aws:iam::*:role/*", "arn:aws:iam::123456789012:role/admin", True},
		{"arn:aws:iam::*:role/*", "arn:aws:iam::123456789012:user/admin", False},
		// The star would have to reach over a colon, which AWS doesn't define.
		{"arn:aws:iam::*/admin", "arn:aws:iam::123456789012:role/admin", Unknown},
		{"arn:aws:iam::${aws:PrincipalAccount}:role/*", "arn:aws:iam::${aws:PrincipalAccount}:role/a", True},
		{"arn:aws:iam::*:role/*", "arn:aws:iam::${aws:PrincipalAccount}:role/a", True},
		{"arn:aws:iam::" + unknown + ":role/*", "arn:aws:iam::" + unknown + ":role/a", True},
		{"arn:aws:s3:::" + unknown, "arn:aws:s3:::" + unknown + "/*", Unknown},
		// The token may hold the rest of the ARN: nothing is filled up.
		{"arn:aws:iam::" + unknown, "arn:aws:iam::123456789012:role/a", Unknown},
		{unknown + "/*", unknown + "/a", True},
		{"not an arn", "arn:aws:s3:::b", False},
	}
	for _, tt := range tests {
		if got := CoversResource(tt.outer, tt.inner); got != tt.want {
			t.Errorf("CoversResource(%q, %q) = %v, want %v", tt.outer, tt.inner, got, tt.want)
		}
	}
}

func TestOverlapsResource(t *testing.T) {
	tests := []struct {
		a, b string
		want Tri
	}{
		{"*", "arn:aws:s3:::b", True},
		{"arn:aws:s3", "arn:aws:s3:::b", True},
		{"arn:aws:s3:::a*", "arn:aws:s3:::*b", True},
		{"arn:aws:s3:::a*", "arn:aws:s3:::b*", False},
		{"arn:aws:s3:::a/*", "arn:aws:s3:::" + token.Text(1), Unknown},
		{"arn:aws:s3:::a/*", "arn:aws:ec2:::" + token.Text(1), False},
		{token.Text(1), token.Text(2), Unknown},
		{token.Text(1), token.Text(1), True},
	}
	for _, tt := range tests {
		if got := OverlapsResource(tt.a, tt.b); got != tt.want {
			t.Errorf("OverlapsResource(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if got := OverlapsResource(tt.b, tt.a); got != tt.want {
			t.Errorf("OverlapsResource(%q, %q) = %v, want %v", tt.b, tt.a, got, tt.want)
		}
	}
}

// FuzzCovers checks the laws that hold between the relations on patterns of any kind.
func FuzzCovers(f *testing.F) {
	f.Add("arn:aws:s3:::*", "arn:aws:s3:::b/${aws:username}", "arn:aws:s3:::b/x")
	f.Add("a*"+token.Text(1), "a?b"+token.Text(1), "ab")
	f.Add("?*", "*a", "a")
	f.Fuzz(func(t *testing.T, outer, inner, name string) {
		if len(outer)+len(inner)+len(name) > 500 {
			return
		}
		covers, overlaps := Covers(outer, inner), Overlaps(outer, inner)
		if covers == True && overlaps == False {
			t.Errorf("%q covers %q, but they have nothing in common", outer, inner)
		}
		if overlaps != Overlaps(inner, outer) {
			t.Errorf("Overlaps(%q, %q) depends on the order", outer, inner)
		}
		if Covers(outer, outer) == False || Overlaps(outer, outer) == False {
			t.Errorf("%q isn't itself", outer)
		}
		if token.In(outer+inner+name) || strings.Contains(outer+inner+name, "${") {
			return
		}
		inInner, inOuter := Match(inner, name), Match(outer, name)
		if covers == True && inInner && !inOuter {
			t.Errorf("%q covers %q, but not %q", outer, inner, name)
		}
		if overlaps == False && inInner && inOuter {
			t.Errorf("%q and %q both match %q", outer, inner, name)
		}
		CoversResource(outer, inner)
		OverlapsResource(outer, inner)
	})
}
