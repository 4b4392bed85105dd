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

// Values above this share one bucket: a runaway value must not ask for a runaway number of buckets.
const largest = 1e15

// sketch counts values in logarithmic buckets: constant memory, quantiles within relativeError, and sketches of the
// same γ add up without loss. After Masson, Rim & Lee, "DDSketch" (VLDB 2019).
type sketch struct {
	count, zeros uint64
	min, max     float64
	first        int
	buckets      []uint64
}

func (s *sketch) add(value float64) {
	s.note(1, value, value)
	if !(value >= smallest) {
		s.zeros++
		return
	}
	i := s.slot(bucketOf(value))
	s.buckets[i]++
}

// bucketOf is the k with γ^(k-1) < value ≤ γ^k.
func bucketOf(value float64) int { return int(math.Ceil(math.Log(min(value, largest)) / logGamma)) }

func (s *sketch) note(count uint64, lowest, highest float64) {
	if s.count == 0 {
		s.min, s.max = lowest, highest
	}
	s.min, s.max = min(s.min, lowest), max(s.max, highest)
	s.count += count
}

// slot makes room for a bucket, growing by whole strides so that a drifting latency does not re-allocate each time.
func (s *sketch) slot(index int) int {
	const stride = 64
	if len(s.buckets) == 0 {
		s.first = index - stride/2
		s.buckets = make([]uint64, stride)
	}
	if index < s.first {
		more := (s.first - index + stride - 1) / stride * stride
		s.buckets = append(make([]uint64, more), s.buckets...)
		s.first -= more
	}
	if beyond := index - s.first - len(s.buckets) + 1; beyond > 0 {
		s.buckets = append(s.buckets, make([]uint64, (beyond+stride-1)/stride*stride)...)
	}
	return index - s.first
}

// merge adds another sketch, as if this one had seen its values too.
func (s *sketch) merge(other *sketch) {
	if other.count == 0 {
		return
	}
	s.note(other.count, other.min, other.max)
	s.zeros += other.zeros
	for i, n := range other.buckets {
		if n > 0 {
			at := s.slot(other.first + i)
			s.buckets[at] += n
		}
	}
}

// quantile is the value at rank ceil(q·n), within relativeError; smallest and largest are exact. Not for an empty sketch.
func (s *sketch) quantile(q float64) float64 {
	rank := uint64(math.Ceil(q * float64(s.count)))
	if rank >= s.count {
		return s.max
	}
	seen := s.zeros
	if rank <= seen {
		return min(max(s.min, 0), s.max)
	}
	for i, n := range s.buckets {
		seen += n
		if rank <= seen {
			return min(max(s.min, 2*math.Pow(gamma, float64(s.first+i))/(gamma+1)), s.max)
		}
	}
	return s.max
}
