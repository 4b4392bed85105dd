package xk6

import "fmt"

// sketchDocument is a sketch on disk. Counts are those of its buckets from `first` on; a negative number stands for so
// many empty buckets, so that two far peaks take no more room than near ones. The same counts have one spelling only.
type sketchDocument struct {
	Zeros  uint64  `json:"zeros"`
	First  int     `json:"first"`
	Counts []int64 `json:"counts"`
}

func (s *sketch) describe() sketchDocument {
	made := sketchDocument{Zeros: s.zeros, Counts: []int64{}}
	var empty int64
	for i, n := range s.buckets {
		if n == 0 {
			empty++
			continue
		}
		if len(made.Counts) == 0 {
			made.First = s.first + i
		} else if empty > 0 {
			made.Counts = append(made.Counts, -empty)
		}
		empty = 0
		made.Counts = append(made.Counts, int64(n))
	}
	return made
}

// No value falls in a bucket beyond this: a file that says so is not from here, and must not cost memory.
const outermost = 2600

// read makes a sketch of what was described; the smallest and largest value are kept beside it.
func (d sketchDocument) read(lowest, highest float64) (sketch, error) {
	made := sketch{zeros: d.Zeros}
	total, index := d.Zeros, d.First
	for _, n := range d.Counts {
		if n < 0 {
			index += int(-max(n, -2*outermost))
			continue
		}
		if n == 0 || index < -outermost || index > outermost {
			return sketch{}, fmt.Errorf("a sketch counts %d in bucket %d", n, index)
		}
		at := made.slot(index)
		made.buckets[at] += uint64(n)
		total += uint64(n)
		index++
	}
	made.note(total, lowest, highest)
	return made, nil
}
