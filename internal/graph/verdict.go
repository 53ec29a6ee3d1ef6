package graph

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
)

// verdict collects what a key comes to.
type verdict struct {
	inactive    bool
	worst       *effect
	unseen      bool // something can't be read
	without     iam.WithoutMFA
	mfaKnown    bool
	ineffective bool
	places      []string
}

func (v *verdict) add(e effect) {
	v.unseen = v.unseen || e.level == Unknown
	switch {
	case v.worst == nil, e.level > v.worst.level:
	case e.level < v.worst.level || e.gives == "" || v.worst.gives == "":
		return
	case e.kind > v.worst.kind || e.kind == v.worst.kind && (e.may || !v.worst.may):
		return
	}
	v.worst = &e
}

func (v *verdict) mfa(use iam.WithoutMFA, ineffective bool) {
	v.mfaKnown = true
	v.without = max(v.without, use)
	v.ineffective = v.ineffective || ineffective
}

func (v *verdict) place(addr string) { v.places = append(v.places, addr) }

func (v *verdict) level() Level {
	if v.worst == nil {
		return None
	}
	return v.worst.level
}

func (v *verdict) label() string {
	switch l := v.level(); {
	case l == None:
		return "no permissions"
	case l == Unknown, l == Limited:
		return l.String()
	case v.worst.may:
		return v.worst.label + "?"
	}
	return v.worst.label
}

// sentence says in one line what the key comes to: "Gives the rights of an administrator, without MFA; its secret goes to
// output.ci".
func (v *verdict) sentence() string {
	var s string
	switch v.level() {
	case None:
		s = "Nothing here gives it a permission"
	case Limited:
		s = "Gives limited rights" + v.factor()
	case Unknown:
		s = "What it gives can't all be seen here" + v.seenFactor()
	default:
		verb := "Gives "
		if v.worst.may {
			verb = "May give "
		}
		s = verb + v.worst.gives + v.factor()
	}
	if v.inactive {
		s = "Inactive until somebody activates it. " + s
	}
	switch len(v.places) {
	case 0:
	case 1, 2:
		s += "; its secret goes to " + strings.Join(v.places, " and ")
	default:
		s += fmt.Sprintf("; its secret goes to %d places", len(v.places))
	}
	return s
}

func (v *verdict) factor() string {
	switch {
	case !v.mfaKnown:
		return ""
	case v.without == iam.MFADemanded:
		return ", with MFA only"
	case v.without == iam.MFAUnseen:
		return ", and nothing that is seen asks for MFA"
	case v.ineffective:
		return ", without MFA because the condition for it has no effect"
	}
	return ", without MFA"
}

// seenFactor is factor where not everything is known.
func (v *verdict) seenFactor() string {
	switch {
	case !v.mfaKnown:
		return ""
	case v.without == iam.MFADemanded:
		return ", and what is seen needs MFA"
	case v.without == iam.MFAUnseen:
		return ", and nothing that is seen asks for MFA"
	}
	return ", and what is seen needs no MFA"
}

// rank orders keys of one level.
type rank struct {
	inactive bool
	kind     int
	without  iam.WithoutMFA
	places   int
}

func (v *verdict) rank() rank {
	r := rank{inactive: v.inactive, without: v.without, places: len(v.places)}
	if v.worst != nil {
		r.kind = int(v.worst.kind)
	}
	return r
}

// compareKeys puts the more dangerous key first; what is equal in that stands in the order of names.
func compareKeys(a, b *Key) int {
	inactive := func(k *Key) int {
		if k.rank.inactive {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(b.Level, a.Level),
		cmp.Compare(inactive(a), inactive(b)),
		cmp.Compare(a.rank.kind, b.rank.kind),
		cmp.Compare(b.rank.without, a.rank.without),
		cmp.Compare(b.rank.places, a.rank.places),
		cmp.Compare(a.Address, b.Address),
		slices.Compare(a.Users, b.Users),
		cmp.Compare(a.At, b.At),
	)
}
