package xk6

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"strings"
)

// sum adds values exactly, each rounded to a millionth (of a millisecond: a nanosecond, k6's own clock). A float64's
// sum would depend on the order of its values, and segments could not be merged to the same bytes in any order.
// 128 bits, two's complement.
type sum struct {
	high int64
	low  uint64
}

const (
	millionths = 1e6
	// What no load test adds up to: an infinite value must not become an arbitrary one.
	largestScaled = 8e37
	// The digits of the largest number, its sign and its point. Longer texts are no sums of ours.
	longestSum = 48
)

func (s *sum) add(value float64) {
	scaled := math.RoundToEven(value * millionths)
	if math.Abs(scaled) < 1<<62 {
		whole := int64(scaled)
		s.plus(sum{whole >> 63, uint64(whole)})
	} else if !math.IsNaN(scaled) {
		scaled = min(max(scaled, -largestScaled), largestScaled)
		high := math.Floor(scaled / 0x1p64)
		s.plus(sum{int64(high), uint64(scaled - high*0x1p64)})
	}
}

func (s *sum) plus(other sum) {
	low, carry := bits.Add64(s.low, other.low, 0)
	s.low = low
	s.high += other.high + int64(carry)
}

func (s sum) float() float64 {
	return (float64(s.high)*0x1p64 + float64(s.low)) / millionths
}

// String is the exact decimal number, `12.345678`.
func (s sum) String() string {
	whole := new(big.Int).Lsh(big.NewInt(s.high), 64)
	whole.Add(whole, new(big.Int).SetUint64(s.low))
	sign := ""
	if whole.Sign() < 0 {
		sign = "-"
		whole.Neg(whole)
	}
	rest := new(big.Int)
	whole.QuoRem(whole, big.NewInt(millionths), rest)
	text := fmt.Sprintf("%s%s.%06d", sign, whole, rest.Int64())
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func (s sum) MarshalJSON() ([]byte, error) { return []byte(s.String()), nil }

func (s *sum) UnmarshalJSON(text []byte) error {
	if len(text) > longestSum || strings.ContainsAny(string(text), "eE/") {
		return fmt.Errorf("%.60s is not a sum", text)
	}
	exact, isNumber := new(big.Rat).SetString(string(text))
	if !isNumber {
		return fmt.Errorf("%s is not a sum", text)
	}
	exact.Mul(exact, big.NewRat(millionths, 1))
	if !exact.IsInt() || exact.Num().BitLen() > 126 {
		return fmt.Errorf("%s is too large for a sum, or finer than a millionth", text)
	}
	low := new(big.Int).And(exact.Num(), new(big.Int).SetUint64(math.MaxUint64))
	s.low, s.high = low.Uint64(), new(big.Int).Rsh(exact.Num(), 64).Int64()
	return nil
}
