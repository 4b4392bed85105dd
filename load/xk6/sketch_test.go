package xk6

import (
	"math"
	"math/rand/v2"
	"reflect"
	"sort"
	"testing"
)

func TestEveryQuantileIsWithinOnePercent(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	shapes := map[string]func() float64{
		"log-normal": func() float64 { return math.Exp(random.NormFloat64()*1.5 + 3) },
		"uniform":    func() float64 { return random.Float64() * 1000 },
		"two peaks":  func() float64 { return []float64{2, 3000}[random.IntN(2)] * (1 + random.Float64()/10) },
		"wide":       func() float64 { return math.Pow(10, random.Float64()*14-6) },
		"constant":   func() float64 { return 12.3456 },
		"heavy tail": func() float64 { return 5 / math.Pow(1-random.Float64(), 1/1.1) },
		"half zeros": func() float64 { return float64(random.IntN(2)) * (1 + random.Float64()) },
	}
	for name, draw := range shapes {
		var counted sketch
		values := make([]float64, 20_000)
		for i := range values {
			values[i] = draw()
			counted.add(values[i])
		}
		sort.Float64s(values)
		described := counted.describe()
		read, err := described.read(counted.min, counted.max)
		if err != nil || !reflect.DeepEqual(read.describe(), described) {
			t.Fatalf("%s: read back as %+v, %v", name, read.describe(), err)
		}
		for _, q := range []float64{0.001, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999, 1} {
			truth := values[int(math.Ceil(q*float64(len(values))))-1]
			if got := read.quantile(q); math.Abs(got-truth) > truth*0.01 || got != counted.quantile(q) {
				t.Errorf("%s: quantile %v is %v, not %v", name, q, got, truth)
			}
		}
	}
}

func TestZerosAreCounted(t *testing.T) {
	var counted sketch
	for range 99 {
		counted.add(0)
	}
	counted.add(7)
	if counted.quantile(0.5) != 0 || counted.quantile(1) != 7 || counted.count != 100 {
		t.Errorf("got %v, %v of %v", counted.quantile(0.5), counted.quantile(1), counted.count)
	}
}

func TestARunawayValueAsksForNoRunawayMemory(t *testing.T) {
	var counted sketch
	for _, value := range []float64{math.Inf(1), math.MaxFloat64, math.NaN(), -1, 1e-300, 1} {
		counted.add(value)
	}
	if counted.count != 6 || counted.zeros != 3 || len(counted.buckets) > 4*outermost {
		t.Errorf("%d values, %d zeros, %d buckets", counted.count, counted.zeros, len(counted.buckets))
	}
}

func TestADescribedSketchThatIsNoneOfOursIsRefused(t *testing.T) {
	for _, described := range []sketchDocument{
		{Counts: []int64{0}}, {First: outermost + 1, Counts: []int64{1}}, {First: -outermost - 1, Counts: []int64{1}},
		{Counts: []int64{1, math.MinInt64, 1}}, {First: math.MaxInt, Counts: []int64{1}},
	} {
		if read, err := described.read(0, 0); err == nil {
			t.Errorf("%+v was read as %+v", described, read)
		}
	}
}

func BenchmarkSketchAdd(b *testing.B) {
	var counted sketch
	for i := range b.N {
		counted.add(float64(i%1000) + 0.5)
	}
}
