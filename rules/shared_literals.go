package rules

import (
	"slices"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/credential"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/lint"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// literalKey is an access key whose ID is written in the code, and where.
type literalKey struct {
	id    string
	first *terraform.Text
	users []string
	addrs []string // of the users, or of the first block where it is Terraform
}

// reportSharedLiterals reports each access key ID that is written for several consumers, where it is written first.
func reportSharedLiterals(pass *lint.Pass) {
	seen := map[string]bool{}
	for _, m := range pass.Model.Tree.Modules() {
		// A module's files are searched once, and those of a local module when the module itself is linted.
		if m.LintedItself() || seen[m.Dir()] {
			continue
		}
		seen[m.Dir()] = true
		for _, key := range literalKeys(m) {
			if len(key.users) < 2 {
				continue
			}
			pass.Report(lint.Finding{
				Module: m, Range: key.first.Range,
				Message: key.addrs[0] + " has an access key" + describeKeyID(key.id) + " that is also written for " +
					some(key.addrs[1:]) + "; " + ownRoles,
			})
		}
	}
}

// literalKeys finds access key IDs in the arguments of blocks that use them, in the order of the code.
func literalKeys(m *terraform.Module) []*literalKey {
	var order []*literalKey
	keys := map[string]*literalKey{}
	for _, t := range m.Texts(credential.Candidate) {
		user := literalUser(t)
		if user == "" || t.Kind != terraform.StringText {
			continue
		}
		for _, match := range credential.Find(t.Value, t.Name) {
			if match.Kind != credential.AccessKeyID || match.Temporary {
				continue
			}
			key := keys[match.Value]
			if key == nil {
				key = &literalKey{id: match.Value, first: t}
				keys[match.Value] = key
				order = append(order, key)
			}
			if !slices.Contains(key.users, user) {
				key.users = append(key.users, user)
				key.addrs = append(key.addrs, m.Prefix()+t.Addr)
			}
		}
	}
	return order
}

// literalUser is who uses what is written in a text: a resource, a module, or Terraform itself by all of its providers
// and backends. It is "" for locals, variables and outputs, which only pass it on.
func literalUser(t *terraform.Text) string {
	switch t.Block {
	case "resource", "module":
		return t.Addr
	case "provider", "terraform":
		return "Terraform"
	case "data":
		if strings.HasPrefix(t.Addr, "data.terraform_remote_state.") {
			return "Terraform"
		}
		return t.Addr
	}
	return ""
}
