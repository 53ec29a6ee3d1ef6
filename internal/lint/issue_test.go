package lint

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/hcl/v2"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// at is a range on one line. Each line is 100 bytes here, so that bytes and lines agree.
func at(file string, line int) hcl.Range {
	return hcl.Range{
		Filename: file,
		Start:    hcl.Pos{Line: line, Column: 1, Byte: line * 100},
		End:      hcl.Pos{Line: line, Column: 11, Byte: line*100 + 10},
	}
}

func TestIssues(t *testing.T) {
	root := &terraform.Module{}
	call := func(line int) *terraform.Module {
		return &terraform.Module{Call: &terraform.Call{Name: "ci", DefRange: at("main.tf", line)}}
	}
	ci, other := call(5), call(40)

	tests := map[string]struct {
		findings []Finding
		want     []string
	}{
		"nothing": {},
		"sorted by file, then byte, then message": {
			findings: []Finding{
				{Module: root, Range: at("main.tf", 20), Message: "b"},
				{Module: root, Range: at("main.tf", 20), Message: "a"},
				{Module: root, Range: at("main.tf", 3), Message: "c"},
				{Module: root, Range: at("a.tf", 90), Message: "d"},
			},
			want: []string{"a.tf:90: d", "main.tf:3: c", "main.tf:20: a", "main.tf:20: b"},
		},
		"instances of a block repeat it": {
			findings: []Finding{
				{Module: root, Range: at("main.tf", 3), Message: "a"},
				{Range: at("main.tf", 3), Message: "a"},
			},
			want: []string{"main.tf:3: a"},
		},
		"one place in a call": {
			findings: []Finding{{Module: ci, Range: at("modules/ci/main.tf", 3), Message: "a"}},
			want:     []string{"main.tf:5: a (at modules/ci/main.tf:3)"},
		},
		"two places that say the same": {
			findings: []Finding{
				{Module: ci, Range: at("modules/ci/main.tf", 20), Message: "a"},
				{Module: ci, Range: at("modules/ci/main.tf", 3), Message: "a"},
			},
			want: []string{"main.tf:5: a (at modules/ci/main.tf:3 and modules/ci/main.tf:20)"},
		},
		"instances of a module are one call": {
			findings: []Finding{
				{Module: call(5), Range: at("modules/ci/main.tf", 3), Message: "a"},
				{Module: call(5), Range: at("modules/ci/main.tf", 3), Message: "a"},
			},
			want: []string{"main.tf:5: a (at modules/ci/main.tf:3)"},
		},
		"the first place speaks for those that say something else": {
			findings: []Finding{
				{Module: ci, Range: at("modules/ci/main.tf", 3), Message: "a"},
				{Module: ci, Range: at("modules/ci/main.tf", 20), Message: "b"},
				{Module: ci, Range: at("modules/ci/main.tf", 30), Message: "a"},
				{Module: ci, Range: at("modules/ci/users.tf", 1), Message: "c"},
			},
			want: []string{"main.tf:5: a (at modules/ci/main.tf:3 and modules/ci/main.tf:30; " +
				"likewise at modules/ci/main.tf:20 and modules/ci/users.tf:1)"},
		},
		"three places": {
			findings: []Finding{
				{Module: ci, Range: at("m/a.tf", 1), Message: "a"},
				{Module: ci, Range: at("m/a.tf", 2), Message: "a"},
				{Module: ci, Range: at("m/a.tf", 3), Message: "a"},
			},
			want: []string{"main.tf:5: a (at m/a.tf:1, m/a.tf:2 and m/a.tf:3)"},
		},
		"calls and the root among each other": {
			findings: []Finding{
				{Module: other, Range: at("m/a.tf", 1), Message: "a"},
				{Module: root, Range: at("main.tf", 20), Message: "a"},
				{Module: ci, Range: at("m/a.tf", 1), Message: "a"},
			},
			want: []string{"main.tf:5: a (at m/a.tf:1)", "main.tf:20: a", "main.tf:40: a (at m/a.tf:1)"},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			for range 2 {
				var got []string
				for _, i := range issues(tt.findings) {
					got = append(got, fmt.Sprintf("%s:%d: %s", i.Range.Filename, i.Range.Start.Line, i.Message))
				}
				if diff := cmp.Diff(tt.want, got); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
				slices.Reverse(tt.findings)
			}
		})
	}
}
