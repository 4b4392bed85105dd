package xk6

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"go.k6.io/k6/v2/js/modulestest"
	"go.k6.io/k6/v2/lib"
)

var noon = time.Date(2026, 1, 2, 12, 0, 0, 0, time.UTC)

func TestAMarkIsWhenItsNameWasFirstAndLastPassedAndHowOften(t *testing.T) {
	var marks allMarks
	for _, one := range []struct {
		name  string
		after time.Duration
	}{{"sale", 2 * time.Second}, {"coupon", time.Second}, {"sale", 3500 * time.Millisecond}, {"a", time.Second}} {
		if err := marks.note(one.name, noon.Add(one.after)); err != nil {
			t.Fatal(err)
		}
	}
	made, folded := marks.describe()
	wanted := []markDocument{
		{"a", "2026-01-02T12:00:01.000Z", "2026-01-02T12:00:01.000Z", 1},
		{"coupon", "2026-01-02T12:00:01.000Z", "2026-01-02T12:00:01.000Z", 1},
		{"sale", "2026-01-02T12:00:02.000Z", "2026-01-02T12:00:03.500Z", 2},
	}
	if !reflect.DeepEqual(made, wanted) || folded != 0 {
		t.Errorf("%+v, %d folded", made, folded)
	}
}

func TestNamesBeyondTheMostAreCounted(t *testing.T) {
	var marks allMarks
	for range 2 {
		for i := range maxMarks + 7 {
			_ = marks.note(fmt.Sprint("order ", i), noon)
		}
	}
	if made, folded := marks.describe(); len(made) != maxMarks || folded != 14 || made[0].Count != 2 {
		t.Errorf("%d marks, %d folded", len(made), folded)
	}
}

func TestWhatIsNoNameIsRefused(t *testing.T) {
	var marks allMarks
	for name, isFine := range map[string]bool{
		"": false, "x": true, strings.Repeat("ü", longestMark): true, strings.Repeat("ü", longestMark+1): false,
	} {
		if err := marks.note(name, noon); (err == nil) != isFine {
			t.Errorf("%q: %v", name, err)
		}
	}
}

func TestAScriptThatMarksNothingOrTooSoonThrows(t *testing.T) {
	runtime := modulestest.NewRuntime(t)
	virtualUser := instance{vu: runtime.VU, marks: &allMarks{}}
	if err := runtime.VU.Runtime().Set("mark", virtualUser.mark); err != nil {
		t.Fatal(err)
	}
	run := func(text string) error {
		_, err := runtime.VU.Runtime().RunString(text)
		return err
	}
	if err := run(`mark('sale')`); err == nil || !strings.Contains(err.Error(), "iteration") {
		t.Errorf("in the init context: %v", err)
	}
	runtime.MoveToVUContext(&lib.State{})
	if err := run(`mark('sale')`); err != nil {
		t.Errorf("in an iteration: %v", err)
	}
	if err := run(`mark('')`); err == nil || !strings.Contains(err.Error(), "1 to 80 characters") {
		t.Errorf("without a name: %v", err)
	}
	if made, _ := virtualUser.marks.describe(); len(made) != 1 || made[0].Name != "sale" {
		t.Errorf("%+v", made)
	}
}
