package xk6

import (
	"context"
	"sync"
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/executor"
	"go.k6.io/k6/v2/metrics"
)

// droppedIn holds scenarios that dropped a tick. The output and the JS module share it.
var droppedIn sync.Map

func noteDrop(tags *metrics.TagSet) {
	scenario, _ := tags.Get(metrics.TagScenario.String())
	droppedIn.Store(scenario, true)
}

// dueTime is startTime + n·period for the n-th iteration of a constant arrival rate. It is not known for other
// executors, in a segment of a run, or once the scenario dropped a tick: k6's counter skips nothing for a drop, so
// every later due time would be too early.
func dueTime(ctx context.Context, state *lib.State) (time.Time, bool) {
	scenario := lib.GetScenarioState(ctx)
	if state == nil || scenario == nil || state.GetScenarioGlobalVUIter == nil || state.Options.ExecutionSegment != nil {
		return time.Time{}, false
	}
	if _, dropped := droppedIn.Load(scenario.Name); dropped {
		return time.Time{}, false
	}
	constant, isConstant := state.Options.Scenarios[scenario.Name].(*executor.ConstantArrivalRateConfig)
	if !isConstant {
		return time.Time{}, false
	}
	sinceStart := float64(state.GetScenarioGlobalVUIter()) * float64(constant.TimeUnit.Duration) / float64(constant.Rate.Int64)
	return scenario.StartTime.Add(time.Duration(sinceStart)), true
}
