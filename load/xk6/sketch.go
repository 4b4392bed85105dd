package xk6

import "math"

// relativeError bounds every quantile of a sketch: (γ-1)/(γ+1) with γ the ratio of neighbouring bucket edges.
const relativeError = 0.0099

var (
	gamma    = (1 + relativeError) / (1 - relativeError)
	logGamma = math.Log(gamma)
)

// Values below this (in milliseconds: a nanosecond) are zero to every clock here.
const smallest = 1e-6

// sketch counts values in logarithmic buckets: constant memory, quantiles within relativeError, and sketches of the
// same γ add up without loss. After Masson, Rim & Lee, "DDSketch" (VLDB 2019).
type sketch struct {
	count, zeros uint64
	max          float64
	first        int
	buckets      []uint64
}

func (s *sketch) add(value float64) {
	if s.count == 0 || value > s.max {
		s.max = value
	}
	s.count++
	if value < smallest {
		s.zeros++
		return
	}
	s.buckets[s.slot(int(math.Ceil(math.Log(value)/logGamma)))]++
}

// slot makes room for a bucket, growing by whole strides so that a drifting latency does not re-allocate each time.
func (s *sketch) slot(index int) int {
	const stride = 64
	if len(s.buckets) == 0 {
		s.first = index - stride/2
		s.buckets = make([]uint64, stride)
	}
	for index < s.first {
		s.buckets = append(make([]uint64, stride), s.buckets...)
		s.first -= stride
	}
	for index >= s.first+len(s.buckets) {
		s.buckets = append(s.buckets, make([]uint64, stride)...)
	}
	return index - s.first
}

// quantile is the value at rank ceil(q·n), within relativeError; the largest is exact. Not for an empty sketch.
func (s *sketch) quantile(q float64) float64 {
	rank := uint64(math.Ceil(q * float64(s.count)))
	if rank >= s.count {
		return s.max
	}
	seen := s.zeros
	if rank <= seen {
		return 0
	}
	for i, n := range s.buckets {
		seen += n
		if rank <= seen {
			return math.Min(s.max, 2*math.Pow(gamma, float64(s.first+i))/(gamma+1))
		}
	}
	return s.max
}
