// Package xk6 is gonogo's k6 extension: an output that leaves what a verdict needs (`--out evidence=<file>`), a JS
// module for scripts that want their requests traceable (`k6/x/evidence`), and a command that merges what several
// machines left (`k6 x evidence`). It is built into a k6 binary on the user's machine by xk6.
package xk6

import (
	"github.com/spf13/cobra"
	"go.k6.io/k6/v2/cmd/state"
	"go.k6.io/k6/v2/js/modules"
	"go.k6.io/k6/v2/output"
	"go.k6.io/k6/v2/subcommand"
)

func init() {
	output.RegisterExtension("evidence", func(params output.Params) (output.Output, error) { return newOutput(params) })
	modules.Register("k6/x/evidence", new(module))
	subcommand.RegisterExtension("evidence", func(global *state.GlobalState) *cobra.Command { return newCommand(global.Stdout) })
}
