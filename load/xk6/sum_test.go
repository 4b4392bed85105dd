package xk6

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"
	"testing/quick"
)

func TestASumIsExactAndReadBack(t *testing.T) {
	exact := func(values []int64) bool {
		var added sum
		truth := new(big.Int)
		for _, value := range values {
			value %= 1 << 48 // a float64 of so many millionths rounds back to them
			added.add(float64(value) / millionths)
			truth.Add(truth, big.NewInt(value))
		}
		text, err := json.Marshal(added)
		var read sum
		if err != nil || json.Unmarshal(text, &read) != nil || read != added {
			return false
		}
		scaled, _ := new(big.Rat).SetString(string(text))
		return scaled.Mul(scaled, big.NewRat(millionths, 1)).Cmp(new(big.Rat).SetInt(truth)) == 0
	}
	if err := quick.Check(exact, nil); err != nil {
		t.Error(err)
	}
}

func TestTheOrderOfASumDoesNotMatter(t *testing.T) {
	same := func(a, b, c float64) bool {
		var one, other sum
		for _, value := range []float64{a, b, c} {
			one.add(value)
		}
		var two sum
		two.add(a)
		other.add(c)
		other.add(b)
		other.plus(two)
		return one == other
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
}

func TestLargeAndRunawayValuesAdd(t *testing.T) {
	var large sum
	for _, value := range []float64{9e15, -1, 9e15, 0.5, math.NaN()} {
		large.add(value)
	}
	if large.String() != "17999999999999999.5" || large.float() != 1.8e16 {
		t.Errorf("%s, %v", large, large.float())
	}
	var runaway sum
	runaway.add(math.Inf(1))
	runaway.add(math.Inf(-1))
	if runaway.String() != "0" {
		t.Errorf("%s", runaway)
	}
}

func TestWhatIsNoSumIsRefused(t *testing.T) {
	for _, text := range []string{"1e999999999", "1/3", `"x"`, "0.0000001", "1234567890123456789012345678901234567890123456789", "null"} {
		var read sum
		if err := read.UnmarshalJSON([]byte(text)); err == nil {
			t.Errorf("%s was read as %s", text, read)
		}
	}
}
