package lint

import (
	"context"
	"errors"
	"reflect"

	"github.com/terraform-linters/tflint-plugin-sdk/tflint"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// errNoTexts says that the runner is not the SDK's, or not as it was when this was written.
var errNoTexts = errors.New("the runner gives no texts")

// Sources returns the texts of the checked module's files.
//
// The SDK's GetFiles parses every file, with the greater part of all that a check costs, although the texts alone tell
// that most of it doesn't matter. The host has sent the texts alone, so they are taken before the SDK parses them. Where
// that doesn't work any more, GetFiles is right, but slow.
func (h *host) Sources() (map[string][]byte, error) {
	h.calls++
	response, err := ask(h.Runner, "GetFiles", nil)
	if err == nil {
		if files, ok := field[map[string][]byte](response, "Files"); ok {
			return files, nil
		}
	} else if !errors.Is(err, errNoTexts) {
		return nil, err
	}
	files, err := h.Runner.GetFiles()
	if files == nil && err != nil {
		return nil, err
	}
	sources := make(map[string][]byte, len(files))
	for name, file := range files {
		if file != nil {
			sources[name] = file.Bytes
		}
	}
	return sources, nil
}

// Source returns the text of a file that the host has read, of any module.
func (h *host) Source(name string) ([]byte, error) {
	h.calls++
	response, err := ask(h.Runner, "GetFile", func(request reflect.Value) bool {
		field := request.FieldByName("Name")
		if !field.IsValid() || field.Kind() != reflect.String {
			return false
		}
		field.SetString(name)
		return true
	})
	if err == nil {
		if source, ok := field[[]byte](response, "File"); ok {
			return source, nil
		}
	} else if !errors.Is(err, errNoTexts) {
		return nil, err
	}
	file, err := h.Runner.GetFile(name)
	if file == nil {
		return nil, errors.Join(err, errors.New("the host doesn't know the file"))
	}
	return file.Bytes, nil
}

// ask sends a request through the gRPC client in the SDK's runner: runner.Client.Method(ctx, &Request{}). Its types are
// internal to the SDK, so that they can be reached by reflection only. What they hold is TFLint's protocol, which is the
// same for all versions of the SDK that work with the same TFLint:
// https://github.com/terraform-linters/tflint-plugin-sdk/blob/v0.25.0/plugin/internal/proto/tflint.proto
func ask(runner tflint.Runner, method string, fill func(request reflect.Value) bool) (reflect.Value, error) {
	none := reflect.Value{}
	sdk := reflect.ValueOf(runner)
	if sdk.Kind() != reflect.Pointer || sdk.Elem().Kind() != reflect.Struct {
		return none, errNoTexts
	}
	client := sdk.Elem().FieldByName("Client")
	if !client.IsValid() || client.Kind() != reflect.Interface || client.IsNil() || !client.CanInterface() {
		return none, errNoTexts
	}
	var call reflect.Value
	switch method { // constants, so that the linker keeps these methods only
	case "GetFiles":
		call = client.MethodByName("GetFiles")
	case "GetFile":
		call = client.MethodByName("GetFile")
	}
	if !call.IsValid() || !isUnary(call.Type()) {
		return none, errNoTexts
	}
	request := reflect.New(call.Type().In(1).Elem())
	if fill != nil && !fill(request.Elem()) {
		return none, errNoTexts
	}
	results := call.Call([]reflect.Value{reflect.ValueOf(context.Background()), request})
	if err, ok := results[1].Interface().(error); ok {
		return none, err
	}
	if results[0].IsNil() {
		return none, errNoTexts
	}
	return results[0].Elem(), nil
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

var _ terraform.SourceReader = (*host)(nil)
