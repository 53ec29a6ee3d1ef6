package terraform

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty/function"
)

// encodingFunctions write text in another form, or read it.
var encodingFunctions = map[string]function.Function{
	"base64gunzip":     stringFunc(1, base64Gunzip), // OpenTofu's
	"textencodebase64": stringFunc(2, textEncodeBase64),
	"textdecodebase64": stringFunc(2, textDecodeBase64),
	"uuidv5":           stringFunc(2, uuidV5),
}

// errEncoding makes the result unknown: Terraform knows some dozens of character encodings, and of these only the ones
// that occur in configurations are here.
var errEncoding = fmt.Errorf("%w: another character encoding", errUnknown)

func textEncodeBase64(a []string) (string, error) {
	var b []byte
	switch strings.ToUpper(a[1]) {
	case "UTF-8":
		b = []byte(a[0])
	case "UTF-16LE":
		for _, unit := range utf16.Encode([]rune(a[0])) {
			b = binary.LittleEndian.AppendUint16(b, unit)
		}
	case "UTF-16BE":
		for _, unit := range utf16.Encode([]rune(a[0])) {
			b = binary.BigEndian.AppendUint16(b, unit)
		}
	case "ISO-8859-1":
		for _, r := range a[0] {
			if r > 0xff {
				return "", errors.New("no such character in ISO-8859-1")
			}
			b = append(b, byte(r))
		}
	default:
		return "", errEncoding
	}
	return base64.StdEncoding.EncodeToString(b), nil
}

func textDecodeBase64(a []string) (string, error) {
	b, err := base64.StdEncoding.DecodeString(a[0])
	if err != nil {
		return "", err
	}
	switch strings.ToUpper(a[1]) {
	case "UTF-8":
		return strings.ToValidUTF8(string(b), string(utf8.RuneError)), nil
	case "UTF-16LE":
		return fromUTF16(b, binary.LittleEndian), nil
	case "UTF-16BE":
		return fromUTF16(b, binary.BigEndian), nil
	case "ISO-8859-1":
		runes := make([]rune, len(b))
		for i, c := range b {
			runes[i] = rune(c)
		}
		return string(runes), nil
	}
	return "", errEncoding
}

func fromUTF16(b []byte, order binary.ByteOrder) string {
	units := make([]uint16, 0, len(b)/2)
	for ; len(b) > 1; b = b[2:] {
		units = append(units, order.Uint16(b))
	}
	return string(utf16.Decode(units))
}

// uuidNamespaces are the namespaces that have a name.
// https://developer.hashicorp.com/terraform/language/functions/uuidv5
var uuidNamespaces = map[string]string{
	"dns":  "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
	"url":  "6ba7b811-9dad-11d1-80b4-00c04fd430c8",
	"oid":  "6ba7b812-9dad-11d1-80b4-00c04fd430c8",
	"x500": "6ba7b814-9dad-11d1-80b4-00c04fd430c8",
}

// uuidV5 makes a UUID of a namespace and a name. https://datatracker.ietf.org/doc/html/rfc9562#section-5.5
func uuidV5(a []string) (string, error) {
	namespace, ok := uuidNamespaces[a[0]]
	if !ok {
		namespace = a[0]
	}
	space, err := hex.DecodeString(strings.ReplaceAll(namespace, "-", ""))
	if err != nil || len(space) != 16 {
		return "", errors.New("not a namespace")
	}
	digest := sha1.Sum(append(space, a[1]...))
	u := digest[:16]
	u[6], u[8] = u[6]&0x0f|0x50, u[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", u[:4], u[4:6], u[6:8], u[8:10], u[10:]), nil
}

func base64Gunzip(a []string) (string, error) {
	b, err := base64.StdEncoding.DecodeString(a[0])
	if err != nil {
		return "", err
	}
	r, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return "", err
	}
	content, err := io.ReadAll(io.LimitReader(r, maxText+1))
	switch {
	case err != nil:
		return "", err
	case len(content) > maxText:
		return "", errTooLarge
	case !utf8.Valid(content):
		return "", errors.New("not UTF-8")
	}
	return string(content), nil
}
