package xk6

import (
	"fmt"
	"testing"
	"time"

	"go.k6.io/k6/v2/metrics"
)

type bench struct {
	registry *metrics.Registry
	builtin  *metrics.BuiltinMetrics
	recorder *recorder
	start    time.Time
}

func newBench(t testing.TB, thresholds map[string][]string) *bench {
	t.Helper()
	registry := metrics.NewRegistry()
	start := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	made := &bench{registry, metrics.RegisterBuiltinMetrics(registry), newRecorder(start), start}
	parsed := map[string]metrics.Thresholds{}
	for key, sources := range thresholds {
		parsed[key] = metrics.NewThresholds(sources)
	}
	if err := made.recorder.setThresholds(parsed); err != nil {
		t.Fatal(err)
	}
	return made
}

func (b *bench) sample(metric *metrics.Metric, after time.Duration, value float64, tags map[string]string) metrics.Sample {
	return metrics.Sample{
		TimeSeries: metrics.TimeSeries{Metric: metric, Tags: b.registry.RootTagSet().WithTagsFromMap(tags)},
		Time:       b.start.Add(after), Value: value,
	}
}

func (b *bench) add(samples ...metrics.Sample) {
	b.recorder.add([]metrics.SampleContainer{metrics.Samples(samples)})
}

func (b *bench) limits(complete bool) map[string]limitDocument {
	found := map[string]limitDocument{}
	for _, counted := range b.recorder.fill(document{}, b.start, complete).Limits {
		found[counted.Metric+" "+counted.Expression] = counted
	}
	return found
}

func TestCountsEachLimitExactlyAndBySecond(t *testing.T) {
	b := newBench(t, map[string][]string{
		"http_req_duration{name:pay}":             {"p(95)<500", "max<1000"},
		"http_req_duration{name:pay,scenario: x}": {"p(95)<500"},
		"http_req_duration":                       {"med<1"},
	})
	pay := map[string]string{"name": "pay", "scenario": "y"}
	b.add(
		b.sample(b.builtin.HTTPReqDuration, 0, 499, pay),
		b.sample(b.builtin.HTTPReqDuration, 999*time.Millisecond, 500, pay),
		b.sample(b.builtin.HTTPReqDuration, 2*time.Second, 1000, pay),
		b.sample(b.builtin.HTTPReqDuration, -time.Second, 0.5, map[string]string{"name": "home"}),
		b.sample(b.builtin.HTTPReqWaiting, 0, 9999, pay),
	)
	limits := b.limits(true)
	check := func(key string, wanted string) {
		t.Helper()
		l := limits[key]
		if got := fmt.Sprint(l.Samples, l.Beyond, l.Sum, l.Blocks); got != wanted {
			t.Errorf("%s: got %s, want %s", key, got, wanted)
		}
	}
	check("http_req_duration{name:pay} p(95)<500", "3 2 1999 [{2 1} {0 0} {1 1}]")
	check("http_req_duration{name:pay} max<1000", "3 1 1999 [{2 0} {0 0} {1 1}]")
	check("http_req_duration{name:pay,scenario: x} p(95)<500", "0 0 0 []")
	check("http_req_duration med<1", "4 3 1999.5 [{3 2} {0 0} {1 1}]")
	if observed := limits["http_req_duration{name:pay,scenario: x} p(95)<500"].Observed; observed != nil {
		t.Errorf("a statistic of no samples: %v", *observed)
	}
}

func TestARequestWithoutAnAnswerIsBeyondUpperLimitsAndProvesNothingOfLowerOnes(t *testing.T) {
	b := newBench(t, map[string][]string{"http_req_duration": {"med<500", "p(5)>1"}, "http_req_failed": {"rate<0.1"}})
	none := map[string]string{"name": "pay", "status": "0"}
	b.add(
		b.sample(b.builtin.HTTPReqDuration, 0, 0, none), b.sample(b.builtin.HTTPReqFailed, 0, 1, none),
		b.sample(b.builtin.HTTPReqDuration, 0, 60_000, none), b.sample(b.builtin.HTTPReqFailed, 0, 1, none),
	)
	limits := b.limits(true)
	if l := limits["http_req_duration med<500"]; l.Samples != 2 || l.Beyond != 2 || *l.Observed < 495 {
		t.Errorf("upper: %+v", l)
	}
	if l := limits["http_req_duration p(5)>1"]; l.Samples != 0 {
		t.Errorf("lower: %+v", l)
	}
	if l := limits["http_req_failed rate<0.1"]; l.Samples != 2 || l.Beyond != 2 {
		t.Errorf("failed: %+v", l)
	}
	if pay := b.recorder.fill(document{}, b.start, true).Series[0]; pay.Failed != 2 || pay.MaxMs != nil {
		t.Errorf("step: %+v", pay)
	}
}

func TestAnIterationThatLeavesItsBytesAndNoSampleOfItselfWasCutOff(t *testing.T) {
	b := newBench(t, nil)
	rush, once := map[string]string{"scenario": "rush"}, map[string]string{"group": "::setup"}
	b.add(b.sample(b.builtin.DataSent, 0, 100, once))
	for range 3 {
		b.add(b.sample(b.builtin.DataSent, 0, 0, rush), b.sample(b.builtin.Iterations, 0, 1, rush))
	}
	if made := b.recorder.fill(document{}, b.start, true); made.InterruptedIterations != 0 || made.Iterations != 3 {
		t.Errorf("all in full: %+v", made)
	}
	b.add(b.sample(b.builtin.DataSent, 0, 100, rush), b.sample(b.builtin.DataSent, 0, 100, once))
	if made := b.recorder.fill(document{}, b.start, true); made.InterruptedIterations != 1 || made.Iterations != 3 {
		t.Errorf("one cut off: %+v", made)
	}
}

func TestDroppedIterationsCountEveryTickOfTheSchedule(t *testing.T) {
	b := newBench(t, map[string][]string{"dropped_iterations": {"count<1"}})
	b.add(b.sample(b.builtin.Iterations, 0, 1, nil), b.sample(b.builtin.Iterations, 0, 1, nil))
	if l := b.limits(true)["dropped_iterations count<1"]; l.Samples != 2 || l.Sum != 0 {
		t.Errorf("nothing dropped: %+v", l)
	}
	b.add(b.sample(b.builtin.DroppedIterations, 0, 1, map[string]string{"scenario": "rush"}))
	if l := b.limits(true)["dropped_iterations count<1"]; l.Samples != 3 || l.Sum != 1 {
		t.Errorf("one dropped: %+v", l)
	}
}

func TestARateOfACounterIsLeftOutAndNotTakenForAShare(t *testing.T) {
	b := newBench(t, map[string][]string{"own": {"rate<0.5"}})
	b.add(b.sample(b.registry.MustNewMetric("own", metrics.Counter), 0, 1, nil))
	if limits := b.limits(true); len(limits) != 0 {
		t.Errorf("got %+v", limits)
	}
}

func TestStepsBeyondTheCapAreCountedTogether(t *testing.T) {
	b := newBench(t, nil)
	for i := range maxSteps + 50 {
		b.add(b.sample(b.builtin.HTTPReqs, 0, 1, map[string]string{"name": fmt.Sprint("url", i)}))
	}
	series := b.recorder.fill(document{}, b.start, true).Series
	if len(series) != maxSteps+1 || series[0].Name != otherSteps || series[0].Requests != 50 {
		t.Errorf("%d series, first %+v", len(series), series[0])
	}
}

func TestCountsStayRightWhenSeriesAreMoreThanAreRemembered(t *testing.T) {
	b := newBench(t, map[string][]string{"http_reqs": {"count>1"}})
	for round := range 2 {
		for i := range maxRoutes + 10 {
			b.add(b.sample(b.builtin.HTTPReqs, time.Duration(round), 1, map[string]string{"url": fmt.Sprint(i)}))
		}
	}
	if l := b.limits(true)["http_reqs count>1"]; l.Samples != 2*(maxRoutes+10) || len(b.recorder.routes) != maxRoutes {
		t.Errorf("%d samples, %d routes", l.Samples, len(b.recorder.routes))
	}
}

func BenchmarkAdd(b *testing.B) {
	bench := newBench(b, map[string][]string{"http_req_duration{name:pay}": {"p(95)<500", "p(99)<900"}, "http_req_failed": {"rate<0.01"}})
	samples := metrics.Samples{bench.sample(bench.builtin.HTTPReqDuration, time.Second, 12, map[string]string{"name": "pay"})}
	containers := []metrics.SampleContainer{samples}
	b.ReportAllocs()
	for range b.N {
		bench.recorder.add(containers)
	}
}
