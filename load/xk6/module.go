package xk6

import (
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"time"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/common"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/metrics"
)

// module is `k6/x/evidence`; index.d.ts has its types.
type module struct{}

type instance struct {
	vu    modules.VU
	marks *allMarks
}

func (*module) NewModuleInstance(vu modules.VU) modules.Instance { return &instance{vu, &ownMarks} }

func (i *instance) Exports() modules.Exports {
	return modules.Exports{Named: map[string]any{
		"traceparent": i.traceparent, "intendedStart": i.intendedStart, "mark": i.mark,
	}}
}

// traceparent makes a new sampled W3C trace context, https://www.w3.org/TR/trace-context/#traceparent-header, and lets
// the output know: the next request of this virtual user can be found by it.
func (i *instance) traceparent() string {
	traceID := randomHex(16)
	if state := i.vu.State(); state != nil && state.Tags != nil {
		traces.add(traceID)
		state.Tags.Modify(func(current *metrics.TagsAndMeta) { current.SetMetadata(ownTraceKey, traceID) })
	}
	return "00-" + traceID + "-" + randomHex(8) + "-01"
}

// randomHex is never all zeros, which the standard forbids: the first byte is odd.
func randomHex(bytes int) string {
	id := make([]byte, bytes)
	for i := range id {
		id[i] = byte(rand.Uint32())
	}
	id[0] |= 1
	return hex.EncodeToString(id)
}

// mark names this moment of the run, so that what is seen in the evidence's seconds can be told from what the script did.
func (i *instance) mark(name string) {
	err := errors.New("mark() belongs in an iteration, setup or teardown: before, there is no run yet")
	if i.vu.State() != nil {
		err = i.marks.note(name, time.Now())
	}
	if err != nil {
		common.Throw(i.vu.Runtime(), err)
	}
}

// intendedStart is when this iteration was due, in milliseconds since 1970; undefined where that can't be known.
func (i *instance) intendedStart() sobek.Value {
	due, known := dueTime(i.vu.Context(), i.vu.State())
	if !known {
		return sobek.Undefined()
	}
	return i.vu.Runtime().ToValue(float64(due.UnixMicro()) / 1000)
}
