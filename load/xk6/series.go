package xk6

import (
	"sort"
	"strings"

	"go.k6.io/k6/v2/metrics"
)

// Without a `name` tag each URL is a step of its own; thousands of them would cost hundreds of megabytes.
const maxSteps = 100

// Where steps beyond maxSteps are counted together: shown under this name, never dropped.
const otherSteps = "(further steps)"

// step is what one named request of the script looked like.
type step struct {
	requests, failed uint64
	durations        sketch
}

func (s *step) add(sample *metrics.Sample, unanswered bool) {
	switch sample.Metric.Name {
	case metrics.HTTPReqsName:
		s.requests++
	case metrics.HTTPReqFailedName:
		if sample.Value != 0 {
			s.failed++
		}
	case metrics.HTTPReqDurationName:
		if !unanswered {
			s.durations.add(sample.Value)
		}
	}
}

type steps map[string]*step

// of finds the step that a series belongs to; nil where it has none.
func (s steps) of(series metrics.TimeSeries) *step {
	switch series.Metric.Name {
	case metrics.HTTPReqsName, metrics.HTTPReqFailedName, metrics.HTTPReqDurationName:
	default:
		return nil
	}
	name, _ := series.Tags.Get("name")
	if _, known := s[name]; !known && len(s) >= maxSteps {
		name = otherSteps
	}
	if s[name] == nil {
		s[name] = new(step)
	}
	return s[name]
}

func (s steps) names() []string {
	names := make([]string, 0, len(s))
	for name := range s {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// isUnanswered tells a request without a response by its tags: refused, reset, blocked or timed out. k6 emits its
// durations like any other's.
func isUnanswered(series metrics.TimeSeries) bool {
	if !strings.HasPrefix(series.Metric.Name, "http_req_") || series.Metric.Type != metrics.Trend {
		return false
	}
	status, _ := series.Tags.Get("status")
	return status == "0"
}
