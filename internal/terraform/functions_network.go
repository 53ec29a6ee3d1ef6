package terraform

import (
	"errors"
	"math/big"
	"net/netip"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// networkFunctions compute IP addresses.
// https://developer.hashicorp.com/terraform/language/functions/cidrsubnet
var networkFunctions = map[string]function.Function{
	"cidrhost": cidrFunc(1, func(prefix netip.Prefix, n []int64) (string, error) {
		addr, err := offset(prefix.Masked().Addr(), prefix.Bits(), prefix.Addr().BitLen(), n[0])
		return addr.String(), err
	}),
	"cidrsubnet": cidrFunc(2, func(prefix netip.Prefix, n []int64) (string, error) {
		bits := int64(prefix.Bits()) + n[0]
		if n[0] < 0 || bits > int64(prefix.Addr().BitLen()) {
			return "", errors.New("not enough bits")
		}
		addr, err := offset(prefix.Masked().Addr(), prefix.Bits(), int(bits), n[1])
		return netip.PrefixFrom(addr, int(bits)).String(), err
	}),
	"cidrsubnets": cidrSubnetsFunc,
	"cidrnetmask": cidrFunc(0, func(prefix netip.Prefix, _ []int64) (string, error) {
		if !prefix.Addr().Is4() {
			return "", errors.New("not an IPv4 prefix")
		}
		mask := uint32(0xffffffff) << (32 - prefix.Bits())
		return netip.AddrFrom4([4]byte{byte(mask >> 24), byte(mask >> 16), byte(mask >> 8), byte(mask)}).String(), nil
	}),
}

func cidrFunc(numbers int, impl func(netip.Prefix, []int64) (string, error)) function.Function {
	spec := &function.Spec{
		Params: []function.Parameter{{Name: "prefix", Type: cty.String}},
		Type:   function.StaticReturnType(cty.String),
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			prefix, err := parsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			n := make([]int64, numbers)
			for i := range n {
				if n[i], err = integer(args[i+1]); err != nil {
					return cty.NilVal, err
				}
			}
			s, err := impl(prefix, n)
			return cty.StringVal(s), err
		},
	}
	for range numbers {
		spec.Params = append(spec.Params, function.Parameter{Name: "number", Type: cty.Number})
	}
	return function.New(spec)
}

// parsePrefix reads a prefix. As in Terraform, the numbers of an IPv4 address are decimal even if they begin with a zero.
func parsePrefix(s string) (netip.Prefix, error) {
	parts := strings.Split(s, ".")
	for i, part := range parts {
		for len(part) > 1 && part[0] == '0' && part[1] >= '0' && part[1] <= '9' {
			part = part[1:]
		}
		parts[i] = part
	}
	return netip.ParsePrefix(strings.Join(parts, "."))
}

func integer(v cty.Value) (int64, error) {
	n, accuracy := v.AsBigFloat().Int64()
	if accuracy != big.Exact {
		return 0, errors.New("not a whole number")
	}
	return n, nil
}

// cidrSubnetsFunc gives the first free networks of some sizes, one after the other.
var cidrSubnetsFunc = function.New(&function.Spec{
	Params:   []function.Parameter{{Name: "prefix", Type: cty.String}},
	VarParam: &function.Parameter{Name: "newbits", Type: cty.Number},
	Type:     function.StaticReturnType(cty.List(cty.String)),
	Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
		network, err := parsePrefix(args[0].AsString())
		if err != nil {
			return cty.NilVal, err
		}
		if len(args) == 1 {
			return cty.ListValEmpty(cty.String), nil
		}
		network = network.Masked()
		size := network.Addr().BitLen()
		next := new(big.Int) // from the network's first address, where there is still room
		var subnets []cty.Value
		for _, arg := range args[1:] {
			newBits, err := integer(arg)
			if err != nil {
				return cty.NilVal, err
			}
			bits := int64(network.Bits()) + newBits
			if newBits < 1 || newBits > 32 || bits > int64(size) {
				return cty.NilVal, errors.New("not enough bits")
			}
			length := new(big.Int).Lsh(big.NewInt(1), uint(int64(size)-bits))
			if rest := new(big.Int).Mod(next, length); rest.Sign() > 0 {
				next.Add(next, length).Sub(next, rest)
			}
			number := new(big.Int).Div(next, length)
			addr, err := offset(network.Addr(), network.Bits(), int(bits), number.Int64())
			if err != nil {
				return cty.NilVal, err
			}
			subnets = append(subnets, cty.StringVal(netip.PrefixFrom(addr, int(bits)).String()))
			next.Add(next, length)
		}
		return cty.ListVal(subnets), nil
	},
})

// offset numbers an address in the bits from first to last of a network; a negative number counts from the end.
func offset(network netip.Addr, first, last int, n int64) (netip.Addr, error) {
	size := new(big.Int).Lsh(big.NewInt(1), uint(last-first))
	number := big.NewInt(n)
	if n < 0 {
		number.Add(number, size)
	}
	if number.Sign() < 0 || number.Cmp(size) >= 0 {
		return netip.Addr{}, errors.New("out of range")
	}
	sum := new(big.Int).SetBytes(network.AsSlice())
	sum.Add(sum, number.Lsh(number, uint(network.BitLen()-last)))
	raw := make([]byte, network.BitLen()/8)
	sum.FillBytes(raw)
	addr, ok := netip.AddrFromSlice(raw)
	if !ok {
		return netip.Addr{}, errors.New("not an address")
	}
	return addr, nil
}
