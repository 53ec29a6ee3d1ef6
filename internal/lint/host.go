package lint

import (
	"errors"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/hclext"
	"github.com/terraform-linters/tflint-plugin-sdk/terraform/addrs"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"
	"github.com/zclconf/go-cty/cty"
)

// host counts what is asked of tflint. Each question is a message to another process, and some of them parse a file
// again, so that their number must not grow with the user's code. Telling it an issue is no question.
type host struct {
	tflint.Runner
	calls int
}

// GetOriginalwd counts and forwards.
func (h *host) GetOriginalwd() (string, error) {
	h.calls++
	return h.Runner.GetOriginalwd()
}

// GetModulePath counts and forwards.
func (h *host) GetModulePath() (addrs.Module, error) {
	h.calls++
	return h.Runner.GetModulePath()
}

// GetModuleContent counts and forwards.
func (h *host) GetModuleContent(schema *hclext.BodySchema, option *tflint.GetModuleContentOption) (*hclext.BodyContent, error) {
	h.calls++
	return h.Runner.GetModuleContent(schema, option)
}

// GetResourceContent counts and forwards.
func (h *host) GetResourceContent(name string, schema *hclext.BodySchema, option *tflint.GetModuleContentOption) (*hclext.BodyContent, error) {
	h.calls++
	return h.Runner.GetResourceContent(name, schema, option)
}

// GetProviderContent counts and forwards.
func (h *host) GetProviderContent(name string, schema *hclext.BodySchema, option *tflint.GetModuleContentOption) (*hclext.BodyContent, error) {
	h.calls++
	return h.Runner.GetProviderContent(name, schema, option)
}

// GetFile counts and forwards.
func (h *host) GetFile(name string) (*hcl.File, error) {
	h.calls++
	return h.Runner.GetFile(name)
}

// GetFiles counts and forwards.
func (h *host) GetFiles() (map[string]*hcl.File, error) {
	h.calls++
	return h.Runner.GetFiles()
}

// WalkExpressions counts and forwards.
func (h *host) WalkExpressions(walker tflint.ExprWalker) hcl.Diagnostics {
	h.calls++
	return h.Runner.WalkExpressions(walker)
}

// DecodeRuleConfig counts and forwards.
func (h *host) DecodeRuleConfig(name string, target any) error {
	h.calls++
	return h.Runner.DecodeRuleConfig(name, target)
}

// EvaluateExpr counts and forwards. What a variable is it asks without the SDK, if it can.
func (h *host) EvaluateExpr(expr hcl.Expression, target any, option *tflint.EvaluateExprOption) error {
	h.calls++
	if value, ok := target.(*cty.Value); ok && option == nil {
		if v, err := variable(h.Runner, expr); !errors.Is(err, errNotSDK) {
			if err == nil {
				*value = v
			}
			return err
		}
		slow("EvaluateExpr")
	}
	return h.Runner.EvaluateExpr(expr, target, option)
}
