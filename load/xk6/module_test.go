package xk6

import (
	"regexp"
	"testing"
	"time"

	"go.k6.io/k6/v2/js/modulestest"
	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/executor"
	"go.k6.io/k6/v2/lib/types"
	"go.k6.io/k6/v2/metrics"
	"gopkg.in/guregu/null.v3"
)

func TestTraceparentIsAValidW3CHeaderAndNewEachTime(t *testing.T) {
	valid := regexp.MustCompile(`^00-[0-9a-f]{32}-[0-9a-f]{16}-01$`)
	seen := map[string]bool{}
	virtualUser := instance{vu: modulestest.NewRuntime(t).VU}
	for range 1000 {
		made := virtualUser.traceparent()
		if !valid.MatchString(made) || seen[made] {
			t.Fatal(made)
		}
		seen[made] = true
	}
}

func intendedStartOf(t *testing.T, scenario string, config lib.ExecutorConfig, iteration uint64) any {
	t.Helper()
	runtime := modulestest.NewRuntime(t)
	start := time.UnixMilli(1_000_000)
	runtime.VU.CtxField = lib.WithScenarioState(runtime.VU.CtxField, &lib.ScenarioState{Name: scenario, StartTime: start})
	runtime.MoveToVUContext(&lib.State{
		Options:                 lib.Options{Scenarios: lib.ScenarioConfigs{scenario: config}},
		GetScenarioGlobalVUIter: func() uint64 { return iteration },
	})
	made, ok := new(module).NewModuleInstance(runtime.VU).(*instance)
	if !ok {
		t.Fatal("another instance")
	}
	return made.intendedStart().Export()
}

func constantRate(perMinute int64) *executor.ConstantArrivalRateConfig {
	config := executor.NewConstantArrivalRateConfig("x")
	config.Rate = null.IntFrom(perMinute)
	config.TimeUnit = types.NullDurationFrom(time.Minute)
	return config
}

func TestIntendedStartFollowsTheScheduleOfAConstantArrivalRate(t *testing.T) {
	if got := intendedStartOf(t, "a", constantRate(600), 7); got != 1_000_700.0 && got != int64(1_000_700) {
		t.Errorf("got %v (%T)", got, got)
	}
}

func TestIntendedStartIsUndefinedWhereItWouldBeAGuess(t *testing.T) {
	if got := intendedStartOf(t, "b", executor.NewConstantVUsConfig("b"), 7); got != nil {
		t.Errorf("closed loop: %v", got)
	}
	registry := metrics.NewRegistry()
	noteDrop(registry.RootTagSet().With("scenario", "c"))
	if got := intendedStartOf(t, "c", constantRate(600), 7); got != nil {
		t.Errorf("after a drop: %v", got)
	}
}

func TestOnlyTheNextRequestAfterACallTakesItsTrace(t *testing.T) {
	b := newBench(t, nil)
	runtime := modulestest.NewRuntime(t)
	runtime.MoveToVUContext(&lib.State{Tags: lib.NewVUStateTags(b.registry.RootTagSet().With("name", "pay"))})
	virtualUser := instance{vu: runtime.VU}
	ids := []string{virtualUser.traceparent()[3:35], "", virtualUser.traceparent()[3:35]}
	for i, id := range ids {
		sample := b.sample(b.builtin.HTTPReqDuration, 0, float64(9-i), map[string]string{"name": "pay"})
		if id == "" {
			id = ids[0] // metadata stays with the virtual user: this request has no traceparent of its own
		}
		sample.Metadata = map[string]string{ownTraceKey: id}
		b.add(sample)
	}
	if current := runtime.VU.State().Tags.GetCurrentValues().Metadata[ownTraceKey]; current != ids[2] {
		t.Errorf("the metadata is %q, not the last trace", current)
	}
	for i, kept := range b.fill(true).Series[0].Durations.Slowest {
		if kept.TraceID != ids[i] {
			t.Errorf("request %d: trace %q, not %q", i, kept.TraceID, ids[i])
		}
	}
}

func TestTracesOfK6sOwnTracingAreKept(t *testing.T) {
	b := newBench(t, nil)
	sample := b.sample(b.builtin.HTTPReqDuration, 0, 9, nil)
	sample.Metadata = map[string]string{k6TraceKey: "abc"}
	b.add(sample)
	if kept := b.fill(true).Series[0].Durations.Slowest[0]; kept.TraceID != "abc" {
		t.Errorf("%+v", kept)
	}
}
