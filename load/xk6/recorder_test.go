package xk6

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
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

func (b *bench) fill(ended bool) document {
	return b.recorder.fill(document{}, runnerDocument{Segment: "0:1"}, b.start, ended)
}

func (b *bench) limits(complete bool) map[string]limitDocument {
	found := map[string]limitDocument{}
	for _, counted := range b.fill(complete).Limits {
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
	check("http_req_duration{name:pay} p(95)<500", "3 2 1999 [{2 1 0} {0 0 0} {1 1 0}]")
	check("http_req_duration{name:pay} max<1000", "3 1 1999 [{2 0 0} {0 0 0} {1 1 0}]")
	check("http_req_duration{name:pay,scenario: x} p(95)<500", "0 0 0 []")
	check("http_req_duration med<1", "4 3 1999.5 [{3 2 0} {0 0 0} {1 1 0}]")
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
	if l := limits["http_req_duration med<500"]; l.Samples != 2 || l.Beyond != 2 || l.Blocks[0].Unanswered != 2 || *l.Observed < 495 {
		t.Errorf("upper: %+v", l)
	}
	if l := limits["http_req_duration p(5)>1"]; l.Samples != 0 {
		t.Errorf("lower: %+v", l)
	}
	if l := limits["http_req_failed rate<0.1"]; l.Samples != 2 || l.Beyond != 2 {
		t.Errorf("failed: %+v", l)
	}
	if pay := b.fill(true).Steps[0]; pay.Failed != 2 || pay.MaxMs != nil {
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
	if made := b.fill(true); made.InterruptedIterations != 0 || made.Iterations != 3 {
		t.Errorf("all in full: %+v", made)
	}
	b.add(b.sample(b.builtin.DataSent, 0, 100, rush), b.sample(b.builtin.DataSent, 0, 100, once))
	if made := b.fill(true); made.InterruptedIterations != 1 || made.Iterations != 3 {
		t.Errorf("one cut off: %+v", made)
	}
}

func TestDroppedIterationsCountEveryTickOfTheSchedule(t *testing.T) {
	b := newBench(t, map[string][]string{"dropped_iterations": {"count<1"}})
	b.add(b.sample(b.builtin.Iterations, 0, 1, nil), b.sample(b.builtin.Iterations, 0, 1, nil))
	if l := b.limits(true)["dropped_iterations count<1"]; l.Samples != 2 || l.Sum.String() != "0" {
		t.Errorf("nothing dropped: %+v", l)
	}
	b.add(b.sample(b.builtin.DroppedIterations, 0, 1, map[string]string{"scenario": "rush"}))
	if l := b.limits(true)["dropped_iterations count<1"]; l.Samples != 3 || l.Sum.String() != "1" {
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

func TestSeriesBeyondTheCapAreCountedTogetherAndSaid(t *testing.T) {
	b := newBench(t, nil)
	for i := range maxSeries + 50 {
		b.add(b.sample(b.builtin.HTTPReqs, 0, 1, map[string]string{"name": fmt.Sprint("url", i), "status": "200"}))
	}
	made := b.fill(true)
	if len(made.Series) != maxSeries+1 || made.FoldedSeries != 50 {
		t.Errorf("%d series, %d folded", len(made.Series), made.FoldedSeries)
	}
	if rest := made.Series[0]; rest.Step != otherSteps || rest.Requests != 50 || made.Steps[0].Requests != 50 {
		t.Errorf("the rest: %+v", rest)
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

func TestCountsAreExactWhateverTheEdges(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	sources := []string{"p(95)<20", "p(99)<=20", "med>5", "max<100.5"}
	b := newBench(t, map[string][]string{"http_req_duration": sources})
	wanted := make([]uint64, len(sources))
	for range 20_000 {
		value := float64(random.IntN(200)) / 2
		for i, isBeyond := range []bool{value >= 20, value > 20, value <= 5, value >= 100.5} {
			if isBeyond {
				wanted[i]++
			}
		}
		b.add(b.sample(b.builtin.HTTPReqDuration, time.Duration(random.IntN(5000))*time.Millisecond, value, nil))
	}
	for i, limit := range b.fill(true).Limits {
		var samples, beyond uint64
		for _, block := range limit.Blocks {
			samples, beyond = samples+block.Samples, beyond+block.Beyond
		}
		if limit.Samples != 20_000 || limit.Beyond != wanted[i] || samples != 20_000 || beyond != wanted[i] {
			t.Errorf("%s: %d beyond, %d in blocks, not %d", limit.Expression, limit.Beyond, beyond, wanted[i])
		}
	}
}

func TestASeriesIsWhatK6TagsItsRequestsWith(t *testing.T) {
	b := newBench(t, nil)
	pay := map[string]string{"scenario": "rush", "name": "pay", "method": "POST", "status": "201", "expected_response": "true"}
	refused := map[string]string{"scenario": "rush", "name": "pay", "method": "POST", "status": "0", "expected_response": "false"}
	for i := range 8 {
		b.add(
			b.sample(b.builtin.HTTPReqs, 0, 1, pay),
			b.sample(b.builtin.HTTPReqDuration, time.Duration(i/4)*1500*time.Millisecond, float64(10+i), pay),
			b.sample(b.builtin.HTTPReqFailed, 0, 0, pay),
		)
	}
	b.add(b.sample(b.builtin.HTTPReqs, 0, 1, refused), b.sample(b.builtin.HTTPReqDuration, 0, 60_000, refused), b.sample(b.builtin.HTTPReqFailed, 0, 1, refused))
	made := b.fill(true)
	if len(made.Series) != 2 {
		t.Fatalf("%+v", made.Series)
	}
	good, bad := made.Series[0], made.Series[1]
	if got := fmt.Sprint(good.Scenario, good.Step, good.Method, good.Status, good.Expected, good.Requests, good.Failed); got != "rushpayPOST2xxtrue8 0" {
		t.Errorf("the good: %s", got)
	}
	if got := fmt.Sprint(good.Durations.Count, good.Durations.SumMs, good.Durations.MinMs, good.Durations.MaxMs, len(good.Durations.Slowest)); got != "8 108 10 17 5" {
		t.Errorf("the good: %s", got)
	}
	if text, _ := json.Marshal(good.Durations.Seconds); string(text) != "[[4,46],[4,62]]" {
		t.Errorf("by second: %s", text)
	}
	if slowest := good.Durations.Slowest[0]; slowest.DurationMs != 17 || slowest.EndedAt != "2026-01-02T03:04:06.500Z" {
		t.Errorf("the slowest: %+v", slowest)
	}
	if bad.Status != noAnswer || bad.Failed != 1 || bad.Durations.MaxMs != 60_000 {
		t.Errorf("the refused: %+v", bad)
	}
	if step := made.Steps[0]; step.Requests != 9 || step.Failed != 1 || *step.MaxMs != 17 {
		t.Errorf("the step: %+v", step)
	}
}

func TestTheSameSamplesInAnotherOrderGiveTheSameBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	names := []string{"home", "pay", "search", "\u2028 <b>"}
	thresholds := map[string][]string{"http_req_duration{name:pay}": {"p(95)<500"}, "http_req_duration": {"med<30", "max<9000"}}
	drawn := make([][3]float64, 3000)
	for i := range drawn {
		drawn[i] = [3]float64{float64(random.IntN(len(names))), math.Exp(random.NormFloat64() + 3), random.Float64() * 10_000}
	}
	var first string
	for round := range 3 {
		b := newBench(t, thresholds)
		for _, one := range drawn {
			tags := map[string]string{"name": names[int(one[0])], "status": "200"}
			b.add(b.sample(b.builtin.HTTPReqDuration, time.Duration(one[2]*float64(time.Millisecond)), one[1], tags))
		}
		text, err := json.Marshal(b.fill(true))
		if err != nil {
			t.Fatal(err)
		}
		if round > 0 && string(text) != first {
			t.Fatalf("round %d differs:\n%s\n%s", round, text, first)
		}
		first = string(text)
		random.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	}
}

func BenchmarkAdd(b *testing.B) {
	bench := newBench(b, map[string][]string{"http_req_duration{name:pay}": {"p(95)<500", "p(99)<900"}, "http_req_failed": {"rate<0.01"}})
	tags := map[string]string{"name": "pay", "scenario": "rush", "status": "200"}
	samples := metrics.Samples{}
	for _, metric := range []*metrics.Metric{
		bench.builtin.HTTPReqs, bench.builtin.HTTPReqDuration, bench.builtin.HTTPReqBlocked, bench.builtin.HTTPReqConnecting,
		bench.builtin.HTTPReqTLSHandshaking, bench.builtin.HTTPReqSending, bench.builtin.HTTPReqWaiting,
		bench.builtin.HTTPReqReceiving, bench.builtin.HTTPReqFailed,
	} {
		samples = append(samples, bench.sample(metric, time.Second, 12, tags))
	}
	containers := []metrics.SampleContainer{samples}
	b.ReportAllocs()
	for i := range b.N {
		samples[1].Value = float64(i%1009) / 7
		bench.recorder.add(containers)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(samples)), "ns/sample")
}
