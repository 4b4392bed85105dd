package xk6

import (
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
)

// mostRequests names the environment variable with the requests that this k6 may send, all scenarios together. Without
// it, when k6 is run by hand, there is no such cap.
const mostRequests = "GONOGO_MOST_REQUESTS"

// exitCapped is none of k6's own. src/records/load-exit.ts says what it means.
const exitCapped exitcodes.ExitCode = 120

// What is sent between two looks is sent beyond the cap.
const capEvery = 100 * time.Millisecond

// requestCap stops the run when more was sent than staging is to bear: how fast a closed loop is answered, and how many
// requests an iteration makes, nobody knows before.
type requestCap struct {
	// most is 0 where there is no cap.
	most uint64
	stop func(error)
	// over is set when the run is: by the cap, or by itself.
	over atomic.Bool
}

func (c *requestCap) read(text string) error {
	if text == "" {
		return nil
	}
	most, err := strconv.ParseUint(text, 10, 64)
	if err != nil || most == 0 {
		return fmt.Errorf("%s is no number of requests: %q", mostRequests, text)
	}
	c.most = most
	return nil
}

// look stops the run once, at the cap.
func (c *requestCap) look(sent uint64) {
	if c.most == 0 || sent < c.most || !c.over.CompareAndSwap(false, true) {
		return
	}
	err := fmt.Errorf("%d requests were sent, and %s allows %d", sent, mostRequests, c.most)
	c.stop(errext.WithAbortReasonIfNone(errext.WithExitCodeIfNone(err, exitCapped), errext.AbortedByOutput))
}
