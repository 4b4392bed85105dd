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
	step             *step
	unanswered       bool
	unsent, redirect bool
}

// recorder aggregates samples as they come and keeps none.
type recorder struct {
	mutex     sync.Mutex
	startedAt time.Time
	limits    []*limit
	steps     steps
	routes    map[metrics.TimeSeries]route
	// ended are iterations that returned from the script, in full or cut off; iterations are those in full.
	ended, iterations, dropped, requests uint64
	threw                                uint64
	unsent                               unsent
}

func newRecorder(startedAt time.Time) *recorder {
	return &recorder{startedAt: startedAt, steps: steps{}, routes: map[metrics.TimeSeries]route{}}
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

// isUnsent looks at the first sample of a request, which k6 tells together with its others.
func (r *recorder) isUnsent(samples []metrics.Sample) bool {
	return len(samples) > 0 && samples[0].Metric.Name == metrics.HTTPReqsName &&
		r.unsent.takes(r.routeOf(samples[0].TimeSeries))
}

func (r *recorder) addSample(sample *metrics.Sample) {
	switch sample.Metric.Name {
	case metrics.IterationsName:
		r.iterations += uint64(sample.Value)
	case metrics.DroppedIterationsName:
		r.dropped += uint64(sample.Value)
		noteDrop(sample.Tags)
	case metrics.HTTPReqsName:
		r.requests += uint64(sample.Value)
	case metrics.DataSentName:
		r.noteEnd(sample.Tags)
	}
	to := r.routeOf(sample.TimeSeries)
	for _, counted := range to.limits {
		counted.add(sample, sample.Time.Sub(r.startedAt), to.unanswered)
	}
	if to.step != nil {
		to.step.add(sample, to.unanswered)
	}
}

func (r *recorder) routeOf(series metrics.TimeSeries) route {
	if known, found := r.routes[series]; found {
		return known
	}
	made := route{
		step: r.steps.of(series), unanswered: isUnanswered(series),
		unsent: isUnsent(series.Tags), redirect: isRedirect(series.Tags),
	}
	for _, candidate := range r.limits {
		if candidate.wants(series) {
			made.limits = append(made.limits, candidate)
		}
	}
	if len(r.routes) < maxRoutes {
		r.routes[series] = made
	}
	return made
}

// noteEnd counts one end of an iteration. An iteration that k6 cuts off, when the time for its scenario's last ones is
// over, leaves neither a sample of the request it was waiting for nor one of itself. Only the bytes it sent are always
// told, once, right before the sample of a full iteration (js/runner.go, runFn). So are those of setup and teardown,
// which belong to no scenario.
func (r *recorder) noteEnd(tags *metrics.TagSet) {
	if _, isIteration := tags.Get(metrics.TagScenario.String()); isIteration {
		r.ended++
	}
}

// interrupted is how many iterations were cut off. Exact once k6 is through: it equals k6's own count.
func (r *recorder) interrupted() uint64 {
	if r.ended < r.iterations {
		return 0
	}
	return r.ended - r.iterations
}

func (r *recorder) noteException() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.threw++
}

func (r *recorder) noteUnsent(place string, leavesNoSample bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.unsent.note(place)
	if leavesNoSample {
		r.unsent.requests++
	}
}
