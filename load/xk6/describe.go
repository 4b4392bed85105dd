package xk6

import (
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"time"
)

// fill adds what was recorded so far to a header. `ended`: k6 ran to its end.
func (r *recorder) fill(header document, runner runnerDocument, now time.Time, ended bool) document {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	made := header
	made.StartedAt, made.FinishedAt = utc(r.startedAt), utc(now)
	made.counts = r.counts
	made.InterruptedIterations = r.interrupted()
	made.Unsent = r.unsent.describe()
	made.Limits = []limitDocument{}
	for _, counted := range r.limits {
		if !counted.unjudgeable {
			made.Limits = append(made.Limits, counted.describe())
		}
	}
	made.describeSeries(&r.series)
	made.FoldedSeries = uint64(len(r.series.folded))
	made.Marks, made.FoldedMarks = r.marks.describe()
	runner.StartedAt, runner.FinishedAt, runner.Ended = made.StartedAt, made.FinishedAt, ended
	runner.Instrument.addScenarios(&r.scenarios, r.startedAt, now, ended)
	made.Runners = []runnerDocument{runner}
	made.Complete = isComplete(made.Runners)
	return made
}

func (l *limit) describe() limitDocument {
	made := limitDocument{
		Metric: l.key, Expression: l.expression, Samples: l.total.Samples, Beyond: l.total.Beyond, Sum: l.sum,
		Observed: l.observed(), Blocks: append([]block{}, l.blocks...),
	}
	if l.values.count > 0 {
		made.Values = &valuesDocument{Min: l.values.min, Max: l.values.max, Sketch: l.values.describe()}
	}
	return made
}

// describeSeries tells every series, and every step: all series of one name.
func (d *document) describeSeries(all *allSeries) {
	d.Series, d.Steps = []seriesDocument{}, []stepDocument{}
	steps := map[string]*series{}
	var names []string
	for _, key := range all.keys() {
		of := all.known[key]
		if of.requests == 0 && of.durations.count == 0 {
			continue // kept back, each of them
		}
		d.Series = append(d.Series, of.describe(key))
		step := steps[key.step]
		if step == nil {
			step = new(series)
			steps[key.step], names = step, append(names, key.step)
		}
		step.requests += of.requests
		step.failed += of.failed
		if key.status != noAnswer { // a refusal after 0 ms is no quick answer, and a time-out is not one at all
			step.durations.merge(&of.durations)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		d.Steps = append(d.Steps, describeStep(name, steps[name]))
	}
}

func describeStep(name string, seen *series) stepDocument {
	made := stepDocument{Name: name, Requests: seen.requests, Failed: seen.failed}
	if seen.durations.count > 0 {
		median, p95, slowest := seen.durations.quantile(0.5), seen.durations.quantile(0.95), seen.durations.max
		made.MedianMs, made.P95Ms, made.MaxMs = &median, &p95, &slowest
	}
	return made
}

func (s *series) describe(key seriesKey) seriesDocument {
	made := seriesDocument{
		Scenario: key.scenario, Step: key.step, Method: key.method, Status: key.status, Expected: key.expected,
		Requests: s.requests, Failed: s.failed,
	}
	if s.durations.count > 0 {
		made.Durations = &durationsDocument{
			Count: s.durations.count, SumMs: s.sum, MinMs: s.durations.min, MaxMs: s.durations.max,
			Sketch:  s.durations.describe(),
			Seconds: append([]secondDocument{}, s.seconds...), Slowest: append([]exemplar{}, s.slowest...),
		}
	}
	return made
}

// secondDocument is `[requests, sum of their durations in ms]`.
type secondDocument = second

func (s second) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%s]", s.requests, s.sum), nil
}

func (s *second) UnmarshalJSON(text []byte) error {
	var pair []json.RawMessage
	if err := json.Unmarshal(text, &pair); err != nil {
		return err
	}
	if len(pair) != 2 {
		return errors.New("a second is [requests, sum of their durations]")
	}
	return errors.Join(json.Unmarshal(pair[0], &s.requests), json.Unmarshal(pair[1], &s.sum))
}
