package xk6

import (
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/executor"
)

// arrivals is the schedule of an arrival rate: stretches of time in which it moves evenly.
type arrivals struct {
	stretches []stretch
	// Between two ticks of a constant rate that is not divided into segments; 0 for any other.
	period time.Duration
}

// stretch has rates in iterations per second.
type stretch struct {
	length   time.Duration
	from, to float64
}

// arrivalsOf is nil for closed loops, which have no schedule.
func arrivalsOf(config lib.ExecutorConfig, segment *lib.ExecutionSegment) *arrivals {
	share := segment.FloatLength()
	switch given := config.(type) {
	case *executor.ConstantArrivalRateConfig:
		rate := share * float64(given.Rate.Int64) / given.TimeUnit.TimeDuration().Seconds()
		made := &arrivals{stretches: []stretch{{given.Duration.TimeDuration(), rate, rate}}}
		if share == 1 && given.Rate.Int64 > 0 {
			made.period = given.TimeUnit.TimeDuration() / time.Duration(given.Rate.Int64)
		}
		return made
	case *executor.RampingArrivalRateConfig:
		made, unit := &arrivals{}, given.TimeUnit.TimeDuration().Seconds()/share
		from := float64(given.StartRate.Int64) / unit
		for _, stage := range given.Stages {
			to := float64(stage.Target.Int64) / unit
			made.stretches = append(made.stretches, stretch{stage.Duration.TimeDuration(), from, to})
			from = to
		}
		return made
	}
	return nil
}

// until is how many iterations are due within so long of the scenario's start.
func (a *arrivals) until(elapsed time.Duration) float64 {
	var due float64
	for _, one := range a.stretches {
		if elapsed <= 0 {
			break
		}
		in := min(elapsed, one.length)
		if one.length > 0 {
			reached := one.from + (one.to-one.from)*in.Seconds()/one.length.Seconds()
			due += (one.from + reached) / 2 * in.Seconds()
		}
		elapsed -= one.length
	}
	return due
}

// startLag counts by the millisecond how many iterations began, and how many were dropped instead. k6 tells an
// iteration when it has ended, out of order; the n-th to begin or to be dropped is the n-th of the schedule.
type startLag struct {
	ticks []uint16
	// More in a millisecond, or later in the run, than there is room for.
	overflown bool
}

// An hour of milliseconds: 7 MB a scenario.
const maxLagMs = 60 * 60 * 1000

func (l *startLag) note(at, runStartedAt time.Time) {
	slot := max(int(at.Sub(runStartedAt)/time.Millisecond), 0)
	if slot >= maxLagMs {
		l.overflown, l.ticks = true, nil
	}
	if l.overflown {
		return
	}
	if missing := slot + 1 - len(l.ticks); missing > 0 {
		l.ticks = append(l.ticks, make([]uint16, missing)...)
	}
	l.ticks[slot]++
	l.overflown = l.ticks[slot] == 0
}

// lagDocument is how late iterations began, or were dropped, after the first one: to a millisecond.
type lagDocument struct {
	Ticks    uint64  `json:"ticks"`
	MedianMs float64 `json:"medianMs"`
	P99Ms    float64 `json:"p99Ms"`
	MaxMs    float64 `json:"maxMs"`
}

// describe is nil where nothing began, or too much to tell.
func (l *startLag) describe(period time.Duration) *lagDocument {
	if l.overflown {
		return nil
	}
	var late []uint64 // how many were late by so many milliseconds
	var ticks uint64
	first := -1
	for at, n := range l.ticks {
		if n > 0 && first < 0 {
			first = at
		}
		for range n {
			lag := max(at-first-int(time.Duration(ticks)*period/time.Millisecond), 0)
			for len(late) <= lag {
				late = append(late, 0)
			}
			late[lag]++
			ticks++
		}
	}
	if ticks == 0 {
		return nil
	}
	at := func(share float64) float64 {
		seen := uint64(0)
		for lag, n := range late {
			if seen += n; float64(seen) >= share*float64(ticks) {
				return float64(lag)
			}
		}
		return float64(len(late) - 1)
	}
	return &lagDocument{Ticks: ticks, MedianMs: at(0.5), P99Ms: at(0.99), MaxMs: float64(len(late) - 1)}
}
