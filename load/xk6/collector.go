package xk6

import "runtime/debug"

// collector lets Go's garbage collector wait where little memory is in use. k6 by itself keeps every value, so that its
// heap grows and is collected less and less often. With this output it stays small, and by Go's own rule, a collection
// each time that it has doubled, a generator at its limit would do little else: a tenth less load in the bench.
type collector struct {
	set     func(percent int) int
	percent int
}

const (
	// roomForGarbage is how much may lie about before it is collected, where Go would allow less.
	roomForGarbage = 128 << 20
	usualPercent   = 100
	mostPercent    = 400
	percentStep    = 50
)

// newCollector leaves the collector alone where somebody has told Go what to do.
func newCollector(lookUp func(name string) (string, bool)) collector {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		if _, isSet := lookUp(name); isSet {
			return collector{}
		}
	}
	return collector{set: debug.SetGCPercent, percent: usualPercent}
}

// makeRoom is told how many bytes were in use after the last collection; 0: there was none yet.
func (c *collector) makeRoom(live float64) {
	wanted := percentFor(live)
	if c.set == nil || wanted == c.percent {
		return
	}
	c.set(wanted)
	c.percent = wanted
}

// percentFor is of what is in use, in steps: each change stops the world for a moment.
func percentFor(live float64) int {
	if live <= 100*roomForGarbage/mostPercent {
		return mostPercent
	}
	return max(usualPercent, int(100*roomForGarbage/live)/percentStep*percentStep)
}
