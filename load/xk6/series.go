package xk6

import (
	"sort"
	"strings"
	"time"

	"go.k6.io/k6/v2/metrics"
)

// Without a `name` tag each URL is a step of its own; thousands of them would cost hundreds of megabytes.
const maxSeries = 200

// Where series beyond maxSeries are counted together: shown under this name, never dropped.
const otherSteps = "(further steps)"

// So many of the series that were counted together are told apart, to say how many there were.
const maxFolded = 10_000

// What a request without an answer has for a status: refused, reset or timed out.
const noAnswer = "none"

// seriesKey names a series by what k6 tags its requests with; "" where it does not.
type seriesKey struct{ scenario, step, method, status, expected string }

// second is what the requests that ended in one second of the clock took together.
type second struct {
	requests uint64
	sum      sum
}

// series is what the requests of one kind looked like.
type series struct {
	requests, failed uint64
	durations        sketch
	sum              sum
	seconds          []second
	slowest          slowest
}

func (s *series) add(sample *metrics.Sample, second int) {
	switch sample.Metric.Name {
	case metrics.HTTPReqsName:
		s.requests++
	case metrics.HTTPReqFailedName:
		if sample.Value != 0 {
			s.failed++
		}
	case metrics.HTTPReqDurationName:
		s.addDuration(sample, second)
	}
}

func (s *series) addDuration(sample *metrics.Sample, at int) {
	s.durations.add(sample.Value)
	s.sum.add(sample.Value)
	for len(s.seconds) <= at {
		s.seconds = append(s.seconds, second{})
	}
	s.seconds[at].requests++
	s.seconds[at].sum.add(sample.Value)
	traceID := ""
	if sample.Metadata != nil {
		traceID = traceOf(sample)
	}
	if endedMs := sample.Time.UnixMilli(); s.slowest.isBeatenBy(sample.Value, endedMs) {
		s.slowest.add(exemplar{EndedAt: utc(sample.Time), DurationMs: sample.Value, TraceID: traceID, endedMs: endedMs})
	}
}

// allSeries are the series of a run, few whatever the script names its steps.
type allSeries struct {
	known  map[seriesKey]*series
	folded map[seriesKey]struct{}
}

func newAllSeries() allSeries {
	return allSeries{known: map[seriesKey]*series{}, folded: map[seriesKey]struct{}{}}
}

// of finds the series that samples belong to; nil where they have none.
func (a *allSeries) of(samples metrics.TimeSeries) *series {
	switch samples.Metric.Name {
	case metrics.HTTPReqsName, metrics.HTTPReqFailedName, metrics.HTTPReqDurationName:
	default:
		return nil
	}
	key := keyOf(samples.Tags)
	if found := a.known[key]; found != nil {
		return found
	}
	if len(a.known) >= maxSeries {
		if len(a.folded) < maxFolded {
			a.folded[key] = struct{}{}
		}
		key = seriesKey{step: otherSteps, status: key.status}
	}
	if a.known[key] == nil {
		a.known[key] = new(series)
	}
	return a.known[key]
}

func keyOf(tags *metrics.TagSet) seriesKey {
	tag := func(name metrics.SystemTag) string {
		value, _ := tags.Get(name.String())
		return value
	}
	return seriesKey{
		scenario: tag(metrics.TagScenario), step: tag(metrics.TagName), method: tag(metrics.TagMethod),
		status: statusClass(tag(metrics.TagStatus)), expected: tag(metrics.TagExpectedResponse),
	}
}

func statusClass(status string) string {
	switch {
	case status == "0":
		return noAnswer
	case len(status) == 3:
		return status[:1] + "xx"
	default:
		return ""
	}
}

func (a *allSeries) keys() []seriesKey {
	keys := make([]seriesKey, 0, len(a.known))
	for key := range a.known {
		keys = append(keys, key)
	}
	sort.Slice(keys, func(i, j int) bool { return keys[i].text() < keys[j].text() })
	return keys
}

func (k seriesKey) text() string {
	return strings.Join([]string{k.step, k.scenario, k.method, k.status, k.expected}, "\x00")
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

// More seconds than this (a day) would be a runaway clock, not a load test.
const maxSeconds = 24 * 60 * 60

// secondOf is the second of the clock that a sample lies in, counted from the one that the run began in: seconds of
// several machines then add up whenever each of them began. By the monotonic clock, so that no adjustment moves them.
func secondOf(at, startedAt time.Time) int {
	since := at.Sub(startedAt) + time.Duration(startedAt.Nanosecond())
	return min(max(int(since/time.Second), 0), maxSeconds-1)
}
