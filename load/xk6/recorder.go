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
	limits     []*limit
	step       *step
	unanswered bool
}

// recorder aggregates samples as they come and keeps none.
type recorder struct {
	mutex                         sync.Mutex
	startedAt                     time.Time
	limits                        []*limit
	steps                         steps
	routes                        map[metrics.TimeSeries]route
	iterations, dropped, requests uint64
	threw                         uint64
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
		for i := range samples {
			r.addSample(&samples[i])
		}
	}
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
	made := route{step: r.steps.of(series), unanswered: isUnanswered(series)}
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

func (r *recorder) noteException() {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.threw++
}
