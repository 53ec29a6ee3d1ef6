package terraform

import (
	"errors"
	"math/big"
	"net/netip"

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
			prefix, err := netip.ParsePrefix(args[0].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			n := make([]int64, numbers)
			for i := range n {
				n[i], _ = args[i+1].AsBigFloat().Int64()
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
