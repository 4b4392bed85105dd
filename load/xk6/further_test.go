package xk6

import (
	"path/filepath"
	"testing"

	"go.k6.io/k6/v2/metrics"
)

func TestALimitThatIsNoThresholdOfTheScriptIsCountedAtItsOwnEdge(t *testing.T) {
	b := newBench(t, map[string][]string{"http_req_duration{name:pay}": {"p(95)<500"}})
	if err := b.recorder.countFurther(`[{"metric":"http_req_duration{name:pay}","expression":"p(95)<300"}]`); err != nil {
		t.Fatal(err)
	}
	pay := map[string]string{"name": "pay"}
	b.add(
		b.sample(b.builtin.HTTPReqDuration, 0, 299, pay), b.sample(b.builtin.HTTPReqDuration, 0, 300, pay),
		b.sample(b.builtin.HTTPReqDuration, 0, 499, pay), b.sample(b.builtin.HTTPReqDuration, 0, 500, pay),
		b.sample(b.builtin.HTTPReqDuration, 0, 9999, map[string]string{"name": "home"}),
	)
	limits := b.limits(true)
	if own := limits["http_req_duration{name:pay} p(95)<500"]; own.Samples != 4 || own.Beyond != 1 {
		t.Errorf("the script's: %+v", own)
	}
	if tighter := limits["http_req_duration{name:pay} p(95)<300"]; tighter.Samples != 4 || tighter.Beyond != 3 {
		t.Errorf("the policy's: %+v", tighter)
	}
}

func TestFurtherLimitsComeFromTheEnvironment(t *testing.T) {
	params := paramsFor(t, filepath.Join(t.TempDir(), "evidence.json"))
	params.Environment[furtherLimits] = `[{"metric":"http_req_failed","expression":"rate<0.01"}]`
	out, err := newOutput(params)
	if err != nil {
		t.Fatal(err)
	}
	out.SetThresholds(map[string]metrics.Thresholds{"http_req_failed": metrics.NewThresholds([]string{"rate<0.05"})})
	if out.refused != nil || len(out.recorder.limits) != 2 {
		t.Errorf("%v, %d limits", out.refused, len(out.recorder.limits))
	}
}

func TestFurtherLimitsThatCannotBeCountedStopK6BeforeAnyLoad(t *testing.T) {
	for _, text := range []string{
		`{}`, `no JSON`, `[{"metric":"m","expression":"avg<5"}]`, `[{"metric":"m{","expression":"med<5"}]`,
		`[{"metric":"m","expression":"med<5","edge":3}]`,
	} {
		params := paramsFor(t, filepath.Join(t.TempDir(), "evidence.json"))
		params.Environment[furtherLimits] = text
		if _, err := newOutput(params); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}
