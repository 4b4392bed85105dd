package xk6

import (
	"errors"
	"path/filepath"
	"testing"
	"time"

	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/metrics"
)

func TestARunIsStoppedAtItsCapAndIsNotComplete(t *testing.T) {
	file := filepath.Join(t.TempDir(), "evidence.json")
	params := paramsFor(t, file)
	params.Environment[mostRequests] = "3"
	out, err := newOutput(params)
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 9)
	out.SetTestRunStopCallback(func(err error) { stopped <- err })
	if err := out.Start(); err != nil {
		t.Fatal(err)
	}
	registry := metrics.NewRegistry()
	requests := metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: metrics.RegisterBuiltinMetrics(registry).HTTPReqs, Tags: registry.RootTagSet()},
		Time:       time.Now(), Value: 1,
	}
	out.AddMetricSamples([]metrics.SampleContainer{requests, requests})
	select {
	case err := <-stopped:
		t.Errorf("stopped below its cap: %v", err)
	case <-time.After(3 * capEvery):
	}
	out.AddMetricSamples([]metrics.SampleContainer{requests, requests})
	var why error
	select {
	case why = <-stopped:
	case <-time.After(10 * time.Second):
		t.Fatal("never stopped")
	}
	var coded errext.HasExitCode
	if !errors.As(why, &coded) || coded.ExitCode() != exitCapped {
		t.Errorf("ends with %v", why)
	}
	if err := out.StopWithTestError(why); err != nil {
		t.Fatal(err)
	}
	if found := read(t, file); found.Complete || found.Requests != 4 {
		t.Errorf("complete: %v, requests: %d", found.Complete, found.Requests)
	}
	if len(stopped) > 0 {
		t.Error("stopped twice")
	}
}

func TestACapThatIsNoNumberStopsK6BeforeAnyLoad(t *testing.T) {
	for _, text := range []string{"0", "-1", "many", "1.5"} {
		params := paramsFor(t, filepath.Join(t.TempDir(), "evidence.json"))
		params.Environment[mostRequests] = text
		if _, err := newOutput(params); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
