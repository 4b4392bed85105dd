package xk6

import (
	"sort"
	"sync"

	"go.k6.io/k6/v2/metrics"
)

// How many of a series' slowest requests are kept.
const maxSlowest = 5

// exemplar is one request to look at: when it ended, how long it took, and the trace to find it by.
type exemplar struct {
	EndedAt    string  `json:"endedAt"`
	DurationMs float64 `json:"durationMs"`
	TraceID    string  `json:"traceId,omitempty"`
	// endedMs is EndedAt while the run is recorded.
	endedMs int64
}

// slowest are the slowest requests, the slowest first. Ties are broken by the rest, so that no order of arrival, and
// none of merging, makes a difference.
type slowest []exemplar

// isBeatenBy is asked of every request, and spares most of them the rest. Of equals (refusals take 0 ms) the first stay.
func (s *slowest) isBeatenBy(durationMs float64, endedMs int64) bool {
	if len(*s) < maxSlowest {
		return true
	}
	last := &(*s)[maxSlowest-1]
	return durationMs > last.DurationMs || (durationMs == last.DurationMs && endedMs <= last.endedMs)
}

func (s *slowest) add(more ...exemplar) {
	all := append(*s, more...)
	sort.Slice(all, func(i, j int) bool {
		switch a, b := all[i], all[j]; {
		case a.DurationMs != b.DurationMs:
			return a.DurationMs > b.DurationMs
		case a.EndedAt != b.EndedAt:
			return a.EndedAt < b.EndedAt
		default:
			return a.TraceID < b.TraceID
		}
	})
	*s = all[:min(len(all), maxSlowest)]
}

const (
	// Where k6's own tracing leaves the id of a request's trace, request by request.
	k6TraceKey = "trace_id"
	// Where traceparent() leaves it. It stays with the virtual user until the next call.
	ownTraceKey = "evidence_trace_id"
	// A script that makes trace contexts and sends nothing with them: beyond this, requests stay without one.
	maxUnsentTraces = 100_000
)

// traces are those that traceparent() made and no request has taken yet. The metadata of a virtual user also reaches
// later requests that carry no traceparent of their own: only the first one after the call takes it. The output and
// the JS module share it.
var traces = openTraces{open: map[string]struct{}{}}

type openTraces struct {
	mutex sync.Mutex
	open  map[string]struct{}
}

func (t *openTraces) add(id string) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if len(t.open) < maxUnsentTraces {
		t.open[id] = struct{}{}
	}
}

func (t *openTraces) take(id string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	_, isOpen := t.open[id]
	delete(t.open, id)
	return isOpen
}

// traceOf is the id of a request's trace, "" without one.
func traceOf(sample *metrics.Sample) string {
	if id, own := sample.Metadata[ownTraceKey]; own && traces.take(id) {
		return id
	}
	return sample.Metadata[k6TraceKey]
}
