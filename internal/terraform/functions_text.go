package terraform

import (
	"bytes"
	"compress/gzip"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"hash"
	"net/url"
	"path"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// textFunctions are Terraform's functions of strings that go-cty's library lacks.
var textFunctions = map[string]function.Function{
	"basename":     stringFunc(1, func(a []string) (string, error) { return path.Base(a[0]), nil }),
	"dirname":      stringFunc(1, func(a []string) (string, error) { return path.Dir(a[0]), nil }),
	"urlencode":    stringFunc(1, func(a []string) (string, error) { return url.QueryEscape(a[0]), nil }),
	"urldecode":    stringFunc(1, func(a []string) (string, error) { return url.QueryUnescape(a[0]) }),
	"base64encode": stringFunc(1, func(a []string) (string, error) { return base64.StdEncoding.EncodeToString([]byte(a[0])), nil }),
	"base64decode": stringFunc(1, base64Decode),
	"base64gzip":   stringFunc(1, base64Gzip),
	"startswith":   boolFunc(func(a, b string) bool { return strings.HasPrefix(a, b) }),
	"endswith":     boolFunc(func(a, b string) bool { return strings.HasSuffix(a, b) }),
	"strcontains":  boolFunc(strings.Contains),
	"timecmp": function.New(&function.Spec{
		Params: []function.Parameter{{Name: "a", Type: cty.String}, {Name: "b", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Number),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			a, err := time.Parse(time.RFC3339, args[0].AsString())
			b, err2 := time.Parse(time.RFC3339, args[1].AsString())
			return cty.NumberIntVal(int64(a.Compare(b))), errors.Join(err, err2)
		},
	}),
}

// hashFunctions give the digests that Terraform gives.
var hashFunctions = map[string]function.Function{
	"md5":          hashFunc(md5.New, hex.EncodeToString),
	"sha1":         hashFunc(sha1.New, hex.EncodeToString),
	"sha256":       hashFunc(sha256.New, hex.EncodeToString),
	"sha512":       hashFunc(sha512.New, hex.EncodeToString),
	"base64sha256": hashFunc(sha256.New, base64.StdEncoding.EncodeToString),
	"base64sha512": hashFunc(sha512.New, base64.StdEncoding.EncodeToString),
}

// replaceFunc takes a substring, or a regular expression between slashes.
var replaceFunc = stringFunc(3, func(a []string) (string, error) {
	if len(a[1]) > 1 && strings.HasPrefix(a[1], "/") && strings.HasSuffix(a[1], "/") {
		re, err := regexp.Compile(a[1][1 : len(a[1])-1])
		if err != nil {
			return "", err
		}
		return re.ReplaceAllString(a[0], a[2]), nil
	}
	v, err := stdlib.Replace(cty.StringVal(a[0]), cty.StringVal(a[1]), cty.StringVal(a[2]))
	if err != nil {
		return "", err
	}
	return v.AsString(), nil
})

func stringFunc(params int, impl func([]string) (string, error)) function.Function {
	spec := &function.Spec{
		Type: function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			texts := make([]string, len(args))
			for i, arg := range args {
				texts[i] = arg.AsString()
			}
			s, err := impl(texts)
			return cty.StringVal(s), err
		},
	}
	for range params {
		spec.Params = append(spec.Params, function.Parameter{Name: "text", Type: cty.String})
	}
	return function.New(spec)
}

func boolFunc(impl func(a, b string) bool) function.Function {
	return function.New(&function.Spec{
		Params: []function.Parameter{{Name: "text", Type: cty.String}, {Name: "part", Type: cty.String}},
		Type:   function.StaticReturnType(cty.Bool),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			return cty.BoolVal(impl(args[0].AsString(), args[1].AsString())), nil
		},
	})
}

func hashFunc(digest func() hash.Hash, encode func([]byte) string) function.Function {
	return stringFunc(1, func(a []string) (string, error) {
		h := digest()
		h.Write([]byte(a[0]))
		return encode(h.Sum(nil)), nil
	})
}

func base64Decode(a []string) (string, error) {
	decoded, err := base64.StdEncoding.DecodeString(a[0])
	if err == nil && !utf8.Valid(decoded) {
		err = errors.New("not UTF-8")
	}
	return string(decoded), err
}

func base64Gzip(a []string) (string, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write([]byte(a[0]))
	if err = errors.Join(err, w.Flush(), w.Close()); err != nil { // Terraform flushes, which can be seen in the result
		return "", err
	}
	return base64.StdEncoding.EncodeToString(b.Bytes()), nil
}
