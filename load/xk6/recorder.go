package xk6

import (
	"sort"
	"sync"
	"time"

	"go.k6.io/k6/v2/metrics"
)

// Beyond this many distinct series each sample looks its counters up anew: slower, but in constant memory.
const maxRoutes = 10_000

// route is where the samples of one series go.
type route struct {
	limits           []*limit
	series           *series
	scenario         *scenario
	unanswered       bool
	unsent, redirect bool
}

// recorder aggregates samples as they come and keeps none.
type recorder struct {
	mutex     sync.Mutex
	startedAt time.Time
	limits    []*limit
	series    allSeries
	scenarios scenarios
	routes    map[metrics.TimeSeries]*route
	counts    counts
	// ended are iterations that returned from the script, in full or cut off; counts.Iterations are those in full.
	ended  uint64
	unsent unsent
	marks  *allMarks
}

func newRecorder(startedAt time.Time) *recorder {
	return &recorder{
		startedAt: startedAt, series: newAllSeries(), scenarios: newScenarios(),
		routes: map[metrics.TimeSeries]*route{}, marks: &ownMarks,
	}
}

// setThresholds takes every threshold of the script, in the order of their keys.
func (r *recorder) setThresholds(thresholds map[string]metrics.Thresholds) error {
	keys := make([]string, 0, len(thresholds))
	for key := range thresholds {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for _, key := range keys {
		for _, threshold := range thresholds[key].Thresholds {
			counted, err := newLimit(key, threshold.Source)
			if err != nil {
				return err
			}
			r.limits = append(r.limits, counted)
		}
	}
	return nil
}

func (r *recorder) add(containers []metrics.SampleContainer) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	for _, container := range containers {
		samples := container.GetSamples()
		if r.isUnsent(samples) {
			continue
		}
		for i := range samples {
			r.addSample(&samples[i])
		}
	}
}

// sent is the number of requests so far.
func (r *recorder) sent() uint64 {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return r.counts.Requests
}

// isUnsent looks at the first sample of a request, which k6 tells together with its others.
func (r *recorder) isUnsent(samples []metrics.Sample) bool {
	return len(samples) > 0 && samples[0].Metric.Name == metrics.HTTPReqsName &&
		r.unsent.takes(r.routeOf(samples[0].TimeSeries))
}

func (r *recorder) addSample(sample *metrics.Sample) {
	to := r.routeOf(sample.TimeSeries)
	second := secondOf(sample.Time, r.startedAt)
	switch sample.Metric.Name {
	case metrics.HTTPReqsName:
		r.counts.Requests += uint64(sample.Value)
	case metrics.IterationsName:
		r.counts.Iterations += uint64(sample.Value)
		to.scenario.noteFull()
	case metrics.IterationDurationName:
		to.scenario.noteStart(sample, r.startedAt)
	case metrics.DroppedIterationsName:
		r.counts.DroppedIterations += uint64(sample.Value)
		noteDrop(sample.Tags)
		to.scenario.noteDrop(sample, r.startedAt, second)
	case metrics.DataSentName:
		r.noteEnd(to.scenario, second)
	case metrics.VUsName:
		r.scenarios.activeVUs.note(second, sample.Value)
	case metrics.VUsMaxName:
		r.scenarios.allowedVUs.note(second, sample.Value)
	}
	for _, counted := range to.limits {
		counted.add(sample, second, to.unanswered)
	}
	if to.series != nil {
		to.series.add(sample, second)
	}
}

func (r *recorder) routeOf(samples metrics.TimeSeries) *route {
	if known, found := r.routes[samples]; found {
		return known
	}
	made := &route{
		series: r.series.of(samples), scenario: r.scenarios.of(samples.Tags), unanswered: isUnanswered(samples),
		unsent: isUnsent(samples.Tags), redirect: isRedirect(samples.Tags),
	}
	for _, candidate := range r.limits {
		if candidate.wants(samples) {
			made.limits = append(made.limits, candidate)
		}
	}
	if len(r.routes) < maxRoutes {
		r.routes[samples] = made
	}
	return made
}

// noteEnd counts one end of an iteration. An iteration that k6 cuts off, when the time for its scenario's last ones is
// over, leaves neither a sample of the request it was waiting for nor one of itself. Only the bytes it sent are always
// told, once, right before the sample of a full iteration (js/runner.go, runFn). So are those of setup and teardown,
// which belong to no scenario.
func (r *recorder) noteEnd(of *scenario, second int) {
	if of != nil {
		r.ended++
		of.noteEnd(second)
	}
}

// interrupted is how many iterations were cut off. Exact once k6 is through: it equals k6's own count.
func (r *recorder) interrupted() uint64 {
	if r.ended < r.counts.Iterations {
		return 0
	}
	return r.ended - r.counts.Iterations
}

func (r *recorder) noteException() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.counts.Threw++
}

func (r *recorder) noteUnsent(place string, leavesNoSample bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.unsent.note(place)
	if leavesNoSample {
		r.unsent.requests++
	}
}
