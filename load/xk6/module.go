package xk6

import (
	"encoding/hex"
	"math/rand/v2"

	"github.com/grafana/sobek"
	"go.k6.io/k6/v2/js/modules"
)

// module is `k6/x/evidence`; index.d.ts has its types.
type module struct{}

type instance struct{ vu modules.VU }

func (*module) NewModuleInstance(vu modules.VU) modules.Instance { return &instance{vu} }

func (i *instance) Exports() modules.Exports {
	return modules.Exports{Named: map[string]any{"traceparent": traceparent, "intendedStart": i.intendedStart}}
}

// traceparent makes a new sampled W3C trace context, https://www.w3.org/TR/trace-context/#traceparent-header.
func traceparent() string {
	return "00-" + randomHex(16) + "-" + randomHex(8) + "-01"
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

// intendedStart is when this iteration was due, in milliseconds since 1970; undefined where that can't be known.
func (i *instance) intendedStart() sobek.Value {
	due, known := dueTime(i.vu.Context(), i.vu.State())
	if !known {
		return sobek.Undefined()
	}
	return i.vu.Runtime().ToValue(float64(due.UnixMicro()) / 1000)
}
