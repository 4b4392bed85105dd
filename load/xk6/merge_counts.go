package xk6

import (
	"errors"
	"fmt"
	"sort"
)

// mergeLimits adds up each limit. One that a segment does not have at all, k6 could not judge there (it is a rate of a
// counter, known only when the metric is first seen): where no segment saw a sample of it, it is left out.
func mergeLimits(documents []document, earliest string) ([]limitDocument, error) {
	merged, in := map[string]*limit{}, map[string]int{}
	for _, one := range documents {
		later, err := secondsLater(one.StartedAt, earliest)
		if err != nil {
			return nil, err
		}
		for _, described := range one.Limits {
			key := described.Metric + "\x00" + described.Expression
			read, err := described.read(later)
			if err != nil {
				return nil, err
			}
			if merged[key] == nil {
				merged[key] = read
			} else {
				merged[key].merge(read)
			}
			in[key]++
		}
	}
	made := []limitDocument{}
	for _, key := range sortedKeys(merged) {
		switch counted := merged[key]; {
		case in[key] == len(documents):
			made = append(made, counted.describe())
		case counted.total.Samples > 0 || in[key] > len(documents):
			return nil, fmt.Errorf("mixed limits: %d of %d segments counted %s %s", in[key], len(documents), counted.key, counted.expression)
		}
	}
	return made, nil
}

func (d limitDocument) read(later int) (*limit, error) {
	made, err := newLimit(d.Metric, d.Expression)
	if err != nil {
		return nil, err
	}
	made.total, made.sum = block{Samples: d.Samples, Beyond: d.Beyond}, d.Sum
	if len(d.Blocks) > 0 {
		made.blocks = append(make([]block, later), d.Blocks...)
	}
	if d.Values != nil {
		made.values, err = d.Values.Sketch.read(d.Values.Min, d.Values.Max)
	}
	if err == nil && made.rule.kind == quantileRule && made.values.count != d.Samples {
		err = fmt.Errorf("%s %s: %d samples, and %d in its sketch", d.Metric, d.Expression, d.Samples, made.values.count)
	}
	return made, err
}

func (l *limit) merge(other *limit) {
	l.total.Samples += other.total.Samples
	l.total.Beyond += other.total.Beyond
	l.sum.plus(other.sum)
	l.values.merge(&other.values)
	for len(l.blocks) < len(other.blocks) {
		l.blocks = append(l.blocks, block{})
	}
	for i, of := range other.blocks {
		l.blocks[i].Samples += of.Samples
		l.blocks[i].Beyond += of.Beyond
		l.blocks[i].Unanswered += of.Unanswered
	}
}

// mergeSeries adds up each series. There is no cap here: what one segment counted on its own stays on its own.
func mergeSeries(documents []document, earliest string) (allSeries, error) {
	made := newAllSeries()
	for _, one := range documents {
		later, err := secondsLater(one.StartedAt, earliest)
		if err != nil {
			return made, err
		}
		for _, described := range one.Series {
			read, err := described.read(later)
			if err != nil {
				return made, err
			}
			key := described.key()
			if made.known[key] == nil {
				made.known[key] = new(series)
			}
			made.known[key].merge(read)
		}
	}
	return made, nil
}

func (d seriesDocument) key() seriesKey {
	return seriesKey{d.Scenario, d.Step, d.Method, d.Status, d.Expected}
}

func (d seriesDocument) read(later int) (*series, error) {
	made := &series{requests: d.Requests, failed: d.Failed}
	if d.Durations == nil {
		return made, nil
	}
	var err error
	made.durations, err = d.Durations.Sketch.read(d.Durations.MinMs, d.Durations.MaxMs)
	if err == nil && made.durations.count != d.Durations.Count {
		err = errors.New("its count is not that of its sketch")
	}
	if err != nil {
		return nil, fmt.Errorf("the series %s %s: %w", d.Method, d.Step, err)
	}
	made.sum = d.Durations.SumMs
	made.seconds = append(make([]second, later), d.Durations.Seconds...)
	made.slowest.add(d.Durations.Slowest...)
	return made, nil
}

func (s *series) merge(other *series) {
	s.requests += other.requests
	s.failed += other.failed
	s.durations.merge(&other.durations)
	s.sum.plus(other.sum)
	for len(s.seconds) < len(other.seconds) {
		s.seconds = append(s.seconds, second{})
	}
	for i, of := range other.seconds {
		s.seconds[i].requests += of.requests
		s.seconds[i].sum.plus(of.sum)
	}
	s.slowest.add(other.slowest...)
}

func sortedKeys[value any](of map[string]value) []string {
	keys := make([]string, 0, len(of))
	for key := range of {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
