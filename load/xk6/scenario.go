package xk6

import (
	"math"
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/metrics"
)

// scenario is how well k6 kept to the schedule of one scenario.
type scenario struct {
	arrivals             *arrivals
	ended, full, dropped uint64
	endedBy, droppedBy   []uint32
	// When the first iteration began: k6 tells no output when a scenario did.
	first time.Time
	lag   startLag
}

// scenarios are those of the run, and the virtual users that k6 has for all of them.
type scenarios struct {
	known                 map[string]*scenario
	activeVUs, allowedVUs gauge
	// In a segment the own ticks of a schedule are not evenly spaced: no lag can be told.
	segment *lib.ExecutionSegment
	configs lib.ScenarioConfigs
}

func newScenarios() scenarios { return scenarios{known: map[string]*scenario{}} }

// of finds the scenario that samples belong to; nil for those of setup and teardown.
func (s *scenarios) of(tags *metrics.TagSet) *scenario {
	name, isScenario := tags.Get(metrics.TagScenario.String())
	if !isScenario {
		return nil
	}
	if s.known[name] == nil && len(s.known) >= maxSeries {
		name = otherSteps // a script that makes the tag up
	}
	if s.known[name] == nil {
		s.known[name] = &scenario{arrivals: arrivalsOf(s.configs[name], s.segment)}
	}
	return s.known[name]
}

func (s *scenario) noteFull() {
	if s != nil {
		s.full++
	}
}

// noteStart takes the sample of an iteration's duration, which k6 tells at its end.
func (s *scenario) noteStart(sample *metrics.Sample, runStartedAt time.Time) {
	if s == nil {
		return
	}
	began := sample.Time.Add(-time.Duration(sample.Value * float64(time.Millisecond)))
	if s.first.IsZero() || began.Before(s.first) {
		s.first = began
	}
	if s.arrivals != nil {
		s.lag.note(began, runStartedAt)
	}
}

func (s *scenario) noteDrop(sample *metrics.Sample, runStartedAt time.Time, second int) {
	if s == nil {
		return
	}
	s.dropped += uint64(sample.Value)
	s.droppedBy = countIn(s.droppedBy, second, uint32(sample.Value))
	if s.arrivals != nil {
		s.lag.note(sample.Time, runStartedAt)
	}
}

func (s *scenario) noteEnd(second int) {
	s.ended++
	s.endedBy = countIn(s.endedBy, second, 1)
}

func countIn(counts []uint32, second int, n uint32) []uint32 {
	for len(counts) <= second {
		counts = append(counts, 0)
	}
	counts[second] += n
	return counts
}

// gauge is the largest value of each second.
type gauge []figure

func (g *gauge) note(second int, value float64) {
	for len(*g) <= second {
		*g = append(*g, figure(math.NaN()))
	}
	if !(float64((*g)[second]) >= value) {
		(*g)[second] = figure(value)
	}
}

// scenarioDocument is one scenario of one k6 process.
type scenarioDocument struct {
	Scenario    string `json:"scenario"`
	Ended       uint64 `json:"ended"`
	Dropped     uint64 `json:"dropped"`
	Interrupted uint64 `json:"interrupted"`
	// Iterations that the schedule of its arrival rate had until now. Absent for closed loops.
	Due      *figure      `json:"due,omitempty"`
	StartLag *lagDocument `json:"startLag,omitempty"`
}

// addScenarios tells of every scenario, in total and by second.
func (d *instrumentDocument) addScenarios(s *scenarios, startedAt, now time.Time, isOver bool) {
	seconds := secondOf(now, startedAt) + 1
	ended, dropped, due := make([]figure, seconds), make([]figure, seconds), make([]figure, seconds)
	d.Scenarios = []scenarioDocument{}
	for _, name := range sortedKeys(s.known) {
		of := s.known[name]
		d.Scenarios = append(d.Scenarios, of.describe(name, now, isOver))
		addCounts(ended, of.endedBy)
		addCounts(dropped, of.droppedBy)
		if of.arrivals != nil && !of.first.IsZero() {
			clock := startedAt.Add(-time.Duration(startedAt.Nanosecond()))
			for i := range due {
				from := clock.Add(time.Duration(i) * time.Second).Sub(of.first)
				due[i] += figure(of.arrivals.until(from+time.Second) - of.arrivals.until(from))
			}
		}
	}
	d.Seconds = d.Seconds.with(map[string][]figure{
		"ended": ended, "dropped": dropped, "due": due, "activeVUs": s.activeVUs, "allowedVUs": s.allowedVUs,
	}, seconds)
}

func addCounts(to []figure, counts []uint32) {
	for i, n := range counts[:min(len(counts), len(to))] {
		to[i] += figure(n)
	}
}

func (s *scenario) describe(name string, now time.Time, isOver bool) scenarioDocument {
	made := scenarioDocument{Scenario: name, Ended: s.ended, Dropped: s.dropped}
	if s.ended > s.full {
		made.Interrupted = s.ended - s.full
	}
	if s.arrivals != nil && !s.first.IsZero() {
		due := figure(s.arrivals.until(now.Sub(s.first)))
		made.Due = &due
	}
	// Of one that still runs, or was cut off, nobody knows when it began: the n-th is then not the n-th of the schedule.
	if isOver && s.arrivals != nil && s.arrivals.period > 0 && made.Interrupted == 0 {
		made.StartLag = s.lag.describe(s.arrivals.period)
	}
	return made
}
