// Package xk6 is gonogo's k6 extension: an output that leaves what a verdict needs (`--out evidence=<file>`), and a
// JS module for scripts that want their requests traceable (`k6/x/evidence`). It is built into a k6 binary on the
// user's machine by xk6.
package xk6

import (
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/output"
)

func init() {
	output.RegisterExtension("evidence", func(params output.Params) (output.Output, error) { return newOutput(params) })
	modules.Register("k6/x/evidence", new(module))
}
