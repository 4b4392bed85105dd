package xk6

import (
	"fmt"
	"math"
	"testing"
	"time"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/executor"
	"go.k6.io/k6/v2/lib/types"
	"gopkg.in/guregu/null.v3"
)

// perSecond is a constant arrival rate for so many seconds.
func perSecond(rate int64, seconds int) *executor.ConstantArrivalRateConfig {
	config := executor.NewConstantArrivalRateConfig("rush")
	config.Rate, config.TimeUnit = null.IntFrom(rate), types.NullDurationFrom(time.Second)
	config.Duration = types.NullDurationFrom(time.Duration(seconds) * time.Second)
	return config
}

// iteration adds what k6 tells of an iteration that began so late and took so long.
func (b *bench) iteration(began, took time.Duration) {
	tags, ended := map[string]string{"scenario": "rush"}, began+took
	b.add(
		b.sample(b.builtin.DataSent, ended, 0, tags),
		b.sample(b.builtin.IterationDuration, ended, took.Seconds()*1000, tags),
		b.sample(b.builtin.Iterations, ended, 1, tags),
	)
}

func (b *bench) drop(at time.Duration) {
	b.add(b.sample(b.builtin.DroppedIterations, at, 1, map[string]string{"scenario": "rush"}))
}

func (b *bench) rush(until time.Duration) (scenarioDocument, columns) {
	made := b.recorder.fill(document{}, runnerDocument{Segment: "0:1"}, b.start.Add(until), true).Runners[0].Instrument
	return made.Scenarios[0], made.Seconds
}

func newRush(t *testing.T, config lib.ExecutorConfig) *bench {
	t.Helper()
	b := newBench(t, nil)
	b.recorder.scenarios.configs = lib.ScenarioConfigs{"rush": config}
	return b
}

func TestAnIterationIsLateByItsScheduleWhateverTheOrderInWhichTheyEnd(t *testing.T) {
	b := newRush(t, perSecond(10, 1))
	for i := range 10 {
		late, took := time.Duration(0), time.Duration(1+i%3)*200*time.Millisecond
		if i == 4 {
			late = 70 * time.Millisecond
		}
		b.iteration(time.Second+time.Duration(i)*100*time.Millisecond+late, took)
	}
	rush, seconds := b.rush(3 * time.Second)
	if lag := rush.StartLag; lag == nil || lag.Ticks != 10 || lag.MedianMs != 0 || lag.P99Ms != 70 || lag.MaxMs != 70 {
		t.Errorf("%+v", lag)
	}
	if *rush.Due != 10 || rush.Ended != 10 || seconds["due"][1] != 10 || seconds["due"][0] != 0 || seconds["ended"][1]+seconds["ended"][2] != 10 {
		t.Errorf("%+v %v", rush, seconds)
	}
}

func TestADroppedIterationTakesItsPlaceInTheSchedule(t *testing.T) {
	b := newRush(t, perSecond(10, 1))
	for i := range 10 {
		at := time.Duration(i) * 100 * time.Millisecond
		if i%2 == 1 {
			b.drop(at + 3*time.Millisecond)
		} else {
			b.iteration(at, 5*time.Millisecond)
		}
	}
	rush, seconds := b.rush(time.Second)
	if lag := rush.StartLag; lag == nil || lag.Ticks != 10 || lag.MaxMs != 3 {
		t.Errorf("%+v", lag)
	}
	if rush.Dropped != 5 || rush.Ended != 5 || seconds["dropped"][0] != 5 {
		t.Errorf("%+v %v", rush, seconds)
	}
}

func TestNoLagIsToldWhereItWouldBeAGuess(t *testing.T) {
	cutOff := newRush(t, perSecond(10, 1))
	cutOff.iteration(0, time.Millisecond)
	cutOff.add(cutOff.sample(cutOff.builtin.DataSent, time.Second, 0, map[string]string{"scenario": "rush"}))
	if rush, _ := cutOff.rush(time.Second); rush.StartLag != nil || rush.Interrupted != 1 {
		t.Errorf("after one was cut off: %+v", rush)
	}
	running := newRush(t, perSecond(10, 1))
	running.iteration(0, time.Millisecond)
	checkpoint := running.recorder.fill(document{}, runnerDocument{Segment: "0:1"}, running.start.Add(time.Second), false)
	if lag := checkpoint.Runners[0].Instrument.Scenarios[0].StartLag; lag != nil {
		t.Errorf("while k6 runs: %+v", lag)
	}
	closed := newRush(t, executor.NewConstantVUsConfig("rush"))
	closed.iteration(0, time.Millisecond)
	if rush, _ := closed.rush(time.Second); rush.StartLag != nil || rush.Due != nil || rush.Ended != 1 {
		t.Errorf("closed loop: %+v", rush)
	}
	late := newRush(t, perSecond(10, 1))
	late.iteration(2*maxLagMs*time.Millisecond, time.Millisecond)
	if rush, _ := late.rush(time.Second); rush.StartLag != nil {
		t.Errorf("beyond what is counted: %+v", rush)
	}
	half, err := lib.NewExecutionSegmentFromString("0:1/2")
	if err != nil {
		t.Fatal(err)
	}
	if due := arrivalsOf(perSecond(10, 1), half); due.period != 0 || due.until(time.Second) != 5 {
		t.Errorf("half of a run: %+v", due)
	}
}

func TestARampIsDueAsItsRateMoves(t *testing.T) {
	ramp := executor.NewRampingArrivalRateConfig("rush")
	ramp.StartRate, ramp.TimeUnit = null.IntFrom(60), types.NullDurationFrom(time.Minute)
	for _, stage := range [][2]int64{{10, 660}, {0, 120}, {5, 120}} {
		ramp.Stages = append(ramp.Stages, executor.Stage{
			Duration: types.NullDurationFrom(time.Duration(stage[0]) * time.Second), Target: null.IntFrom(stage[1]),
		})
	}
	due := arrivalsOf(ramp, nil)
	for elapsed, wanted := range map[time.Duration]float64{
		-time.Second: 0, 0: 0, 5 * time.Second: 17.5, 10 * time.Second: 60, 11 * time.Second: 62, time.Hour: 70,
	} {
		if got := due.until(elapsed); math.Abs(got-wanted) > 1e-9 {
			t.Errorf("after %s: %v, not %v", elapsed, got, wanted)
		}
	}
}

func TestScenariosThatAScriptMakesUpAreFew(t *testing.T) {
	b := newBench(t, nil)
	for i := range maxSeries + 9 {
		b.add(b.sample(b.builtin.DataSent, 0, 1, map[string]string{"scenario": fmt.Sprint(i)}))
	}
	made := b.fill(true).Runners[0].Instrument.Scenarios
	if len(made) != maxSeries+1 || made[0].Scenario != otherSteps || made[0].Ended != 9 {
		t.Errorf("%d scenarios, first %+v", len(made), made[0])
	}
}
