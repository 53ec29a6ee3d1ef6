package lint

import (
	"errors"
	"reflect"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

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
	} else if !errors.Is(err, errNotSDK) {
		return nil, err
	}
	slow("GetFiles")
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
	response, err := ask(h.Runner, "GetFile", func(request reflect.Value) bool { return set(request, "Name", name) })
	if err == nil {
		if source, ok := field[[]byte](response, "File"); ok {
			return source, nil
		}
	} else if !errors.Is(err, errNotSDK) {
		return nil, err
	}
	slow("GetFile")
	file, err := h.Runner.GetFile(name)
	if file == nil {
		return nil, errors.Join(err, errors.New("the host doesn't know the file"))
	}
	return file.Bytes, nil
}

var _ terraform.SourceReader = (*host)(nil)
