package lint

import (
	"context"
	"errors"
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/terraform-linters/tflint-plugin-sdk/logger"
	"github.com/terraform-linters/tflint-plugin-sdk/tflint"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/json"
	"github.com/zclconf/go-cty/cty/msgpack"
)

// The SDK's runner parses whole files where their text is all that is needed: GetFiles and GetFile parse what they return,
// and EvaluateExpr the file around an expression, to cut out its text. This costs more than everything else that a check
// does. So the host is asked without the SDK, through the client that the SDK's runner holds. Where that doesn't work, with
// another version of the SDK for instance, the SDK is asked after all.

// errNotSDK says that the runner is not the SDK's, or not as it was when this was written.
var errNotSDK = errors.New("the runner is not as expected")

// slow says in the debug log that the SDK is asked after all.
func slow(method string) {
	logger.Debug("asking through the SDK, which costs more", "method", method)
}

// variable asks the host for the value of a reference to a variable, without its marks.
func variable(runner tflint.Runner, reference hcl.Expression) (cty.Value, error) {
	traversal, diags := hcl.AbsTraversalForExpr(reference)
	if diags.HasErrors() || len(traversal) != 2 || traversal.RootName() != "var" {
		return cty.NilVal, errNotSDK
	}
	name, ok := traversal[1].(hcl.TraverseAttr)
	if !ok {
		return cty.NilVal, errNotSDK
	}
	anyType, err := json.MarshalType(cty.DynamicPseudoType)
	if err != nil {
		return cty.NilVal, errNotSDK
	}
	at := reference.Range()
	position := func(pos hcl.Pos) func(reflect.Value) bool {
		return func(p reflect.Value) bool {
			return set(p, "Line", int64(pos.Line)) && set(p, "Column", int64(pos.Column)) && set(p, "Byte", int64(pos.Byte))
		}
	}
	const self = int32(1) // MODULE_CTX_TYPE_SELF
	response, err := ask(runner, "EvaluateExpr", func(request reflect.Value) bool {
		return set(request, "Option", func(option reflect.Value) bool {
			return set(option, "Type", anyType) && set(option, "ModuleCtx", self)
		}) && set(request, "Expression", func(expression reflect.Value) bool {
			return set(expression, "Bytes", []byte("var."+name.Name)) && set(expression, "Range", func(r reflect.Value) bool {
				return set(r, "Filename", at.Filename) && set(r, "Start", position(at.Start)) && set(r, "End", position(at.End))
			})
		})
	})
	if err != nil {
		return cty.NilVal, err
	}
	encoded, ok := field[[]byte](response, "Value")
	if !ok {
		return cty.NilVal, errNotSDK
	}
	return msgpack.Unmarshal(encoded, cty.DynamicPseudoType)
}

// ask sends a request through the gRPC client in the SDK's runner: runner.Client.Method(ctx, &Request{}). Its types are
// internal to the SDK, so that they can be reached by reflection only. What they hold is TFLint's protocol, which is the
// same for all versions of the SDK that work with the same TFLint:
// https://github.com/terraform-linters/tflint-plugin-sdk/blob/v0.25.0/plugin/internal/proto/tflint.proto
func ask(runner tflint.Runner, method string, fill func(request reflect.Value) bool) (reflect.Value, error) {
	none := reflect.Value{}
	sdk := reflect.ValueOf(runner)
	if sdk.Kind() != reflect.Pointer || sdk.Elem().Kind() != reflect.Struct {
		return none, errNotSDK
	}
	client := sdk.Elem().FieldByName("Client")
	if !client.IsValid() || client.Kind() != reflect.Interface || client.IsNil() || !client.CanInterface() {
		return none, errNotSDK
	}
	var call reflect.Value
	switch method { // constants, so that the linker keeps these methods only
	case "EvaluateExpr":
		call = client.MethodByName("EvaluateExpr")
	case "GetFiles":
		call = client.MethodByName("GetFiles")
	case "GetFile":
		call = client.MethodByName("GetFile")
	}
	if !call.IsValid() || !isUnary(call.Type()) {
		return none, errNotSDK
	}
	request := reflect.New(call.Type().In(1).Elem())
	if fill != nil && !fill(request.Elem()) {
		return none, errNotSDK
	}
	results := call.Call([]reflect.Value{reflect.ValueOf(context.Background()), request})
	if err, ok := results[1].Interface().(error); ok {
		return none, err
	}
	if results[0].IsNil() {
		return none, errNotSDK
	}
	return results[0].Elem(), nil
}

// set gives a value to an exported field of a struct, if it has the value's type, or another type of its kind. A pointer to
// a struct is made anew, and value fills it.
func set(in reflect.Value, name string, value any) bool {
	field := in.FieldByName(name)
	if !field.IsValid() || !field.CanSet() {
		return false
	}
	if fill, ok := value.(func(reflect.Value) bool); ok {
		if field.Kind() != reflect.Pointer || field.Type().Elem().Kind() != reflect.Struct {
			return false
		}
		field.Set(reflect.New(field.Type().Elem()))
		return fill(field.Elem())
	}
	v := reflect.ValueOf(value)
	if v.Kind() != field.Kind() || !v.CanConvert(field.Type()) {
		return false
	}
	field.Set(v.Convert(field.Type()))
	return true
}

// isUnary reports whether a method is func(context.Context, *Request, ...Option) (*Response, error).
func isUnary(method reflect.Type) bool {
	isStruct := func(t reflect.Type) bool { return t.Kind() == reflect.Pointer && t.Elem().Kind() == reflect.Struct }
	return method.IsVariadic() && method.NumIn() == 3 && method.NumOut() == 2 &&
		method.In(0) == reflect.TypeFor[context.Context]() && isStruct(method.In(1)) && isStruct(method.Out(0)) &&
		method.Out(1) == reflect.TypeFor[error]()
}

// field returns an exported field of a struct if it has a type.
func field[T any](value reflect.Value, name string) (T, bool) {
	var zero T
	f := value.FieldByName(name)
	if !f.IsValid() || !f.CanInterface() {
		return zero, false
	}
	v, ok := f.Interface().(T)
	return v, ok
}
