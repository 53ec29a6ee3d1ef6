package rules

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/flow"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
)

// reportArrival reports that credentials arrive somewhere, unless a called module does that by itself. verb is what
// it does ("prints"), rest what follows what arrives.
func reportArrival(pass *lint.Pass, a *flow.Arrival, parts []flow.Part, verb, rest, advice string) {
	if arrivesAlone(pass.Model, a) {
		return
	}
	if !slices.ContainsFunc(parts, func(p flow.Part) bool { return !p.May }) {
		first, others, _ := strings.Cut(verb, " ")
		verb = strings.TrimSpace("may " + strings.TrimSuffix(first, "s") + " " + others)
	}
	pass.Report(lint.Finding{
		Module:  a.Module,
		Range:   a.Range,
		Message: a.Addr + " " + verb + " " + whatOf(a, parts) + rest + through(a.Addr, parts) + "; " + advice,
	})
}

// arrivesAlone reports whether the finding is a called module's own, whatever its caller passes.
func arrivesAlone(model *iam.Model, a *flow.Arrival) bool {
	return ownFinding(model, a.Module, func(alone *iam.Model) bool {
		return slices.ContainsFunc(flow.Of(alone).Arrivals, func(other *flow.Arrival) bool {
			return other.Range == a.Range && len(other.Secrets()) >= min(1, len(a.Secrets()))
		})
	})
}

// whatOf names what arrives, of a resource that receives its own secret "its secret".
func whatOf(a *flow.Arrival, parts []flow.Part) string {
	if len(parts) == 1 && parts[0].Credential.Addr == a.Addr {
		return "its " + parts[0].Noun
	}
	return what(parts)
}

// what names parts of credentials: "the secret of aws_iam_access_key.a and aws_iam_access_key.b".
func what(parts []flow.Part) string {
	var nouns []string
	of := map[string][]string{}
	for _, p := range parts {
		if of[p.Noun] == nil {
			nouns = append(nouns, p.Noun)
		}
		if !slices.Contains(of[p.Noun], p.Credential.Addr) {
			of[p.Noun] = append(of[p.Noun], p.Credential.Addr)
		}
	}
	slices.Sort(nouns)
	var all []string
	for i, noun := range nouns {
		slices.Sort(of[noun])
		owners := some(of[noun])
		if i+1 < len(nouns) && owners == some(of[nouns[i+1]]) {
			all = append(all, "the "+noun) // said once, with the next
			continue
		}
		all = append(all, "the "+noun+" of "+owners)
	}
	return lint.Enumerate(all)
}

// through names what parts have passed through on their way to a block, other than the block itself.
func through(to string, parts []flow.Part) string {
	var via []string
	for _, p := range parts {
		for _, addr := range p.Via {
			if addr != to && !slices.Contains(via, addr) {
				via = append(via, addr)
			}
		}
	}
	if len(via) == 0 {
		return ""
	}
	return ", through " + some(via)
}
