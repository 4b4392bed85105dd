package xk6

import (
	"fmt"
	"testing"
)

func TestLittleMemoryIsCollectedLessOftenAndMuchAsEver(t *testing.T) {
	for megabytes, wanted := range map[float64]int{0: 400, 20: 400, 32: 400, 40: 300, 64: 200, 100: 100, 1000: 100} {
		if got := percentFor(megabytes * (1 << 20)); got != wanted {
			t.Errorf("%v MB: %d %%, not %d", megabytes, got, wanted)
		}
	}
}

func TestTheCollectorIsToldOfChangesAlone(t *testing.T) {
	told := []int{}
	c := collector{percent: usualPercent, set: func(percent int) int { told = append(told, percent); return 0 }}
	for _, megabytes := range []float64{10, 11, 12, 64, 65, 900} {
		c.makeRoom(megabytes * (1 << 20))
	}
	if fmt.Sprint(told) != "[400 200 150 100]" {
		t.Errorf("told %v", told)
	}
}

func TestTheCollectorIsLeftToWhoeverSetIt(t *testing.T) {
	for _, name := range []string{"GOGC", "GOMEMLIMIT"} {
		c := newCollector(func(asked string) (string, bool) { return "off", asked == name })
		if c.set != nil {
			t.Errorf("%s was set, and is overruled", name)
		}
		c.makeRoom(0)
	}
	if c := newCollector(func(string) (string, bool) { return "", false }); c.set == nil {
		t.Error("nobody has set anything, and nothing is done")
	}
}
