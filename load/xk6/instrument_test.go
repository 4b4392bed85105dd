package xk6

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestAHiccupIsInTheSecondInWhichItEnded(t *testing.T) {
	read := reading{throttledMs: math.NaN()}
	w := newWatch(func() reading { read.cpuMs += 5; read.rssBytes++; return read })
	w.startedAt, w.last = time.Unix(1000, 900_000_000), w.read()
	at := func(ms int, late time.Duration) {
		w.note(time.UnixMilli(1_000_000).Add(time.Duration(ms)*time.Millisecond), late)
	}
	at(950, time.Millisecond)
	for ms := 1000; ms < 2000; ms += 10 {
		at(ms, time.Duration(ms/10)*time.Microsecond)
	}
	at(4500, 2500*time.Millisecond) // nothing was let run for two seconds
	w.mutex.Lock()
	w.closeSecond()
	w.mutex.Unlock()
	made := w.describe()
	text, err := json.Marshal(made.Seconds)
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{
		`"hiccupMaxMs":[1,0.199,null,null,2500]`, `"hiccupP99Ms":[1,0.198,null,null,2500]`,
		`"cpuMs":[5,5,null,null,5]`, `"rssBytes":[3,4,null,null,5]`,
	} {
		if !strings.Contains(string(text), wanted) {
			t.Errorf("no %s in %s", wanted, text)
		}
	}
	if strings.Join(made.Lacks, " ") != "throttledMs" || strings.Contains(string(text), "throttledMs") {
		t.Errorf("lacks %v: %s", made.Lacks, text)
	}
}

func TestTheWatchLooksAfterThisProcess(t *testing.T) {
	w := newWatch(processReader())
	w.start(time.Now())
	for deadline := time.Now().Add(10 * time.Second); ; runtime.Gosched() {
		w.mutex.Lock()
		ticks := len(w.late) + len(w.columns[hiccupMax])
		w.mutex.Unlock()
		if ticks > 0 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("no tick of the watch within 10 s")
		}
	}
	w.end()
	made := w.describe()
	known := func(name string) bool {
		column := made.Seconds[name]
		return len(column) > 0 && float64(column[len(column)-1]) >= 0
	}
	wanted := []string{hiccupMax, hiccupP99, "heapBytes", "gcPauseMs"}
	if runtime.GOOS == "linux" {
		wanted = append(wanted, "cpuMs", "rssBytes", "fileDescriptors")
	}
	for _, name := range wanted {
		if !known(name) {
			t.Errorf("%s: %v, lacks %v", name, made.Seconds[name], made.Lacks)
		}
	}
	if made.Processors < 1 {
		t.Errorf("%d processors", made.Processors)
	}
}

func TestThrottlingIsReadInBothVersionsOfControlGroups(t *testing.T) {
	write := func(file, text string) string {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	root := t.TempDir()
	second := write(filepath.Join(root, "v2", "pod", "cpu.stat"), "usage_usec 9\nnr_throttled 2\nthrottled_usec 1500\n")
	first := write(filepath.Join(root, "v1", "cpu", "cpu.stat"), "nr_throttled 2\nthrottled_time 2500000\n")
	write(filepath.Join(root, "none", "cpu.stat"), "usage_usec 9\n")
	for _, c := range []struct {
		groups, root, wanted string
		ms                   float64
	}{
		{"0::/pod\n", "v2", second, 1.5}, {"0::/elsewhere\n", "v2/pod", second, 1.5},
		{"4:memory:/x\n3:cpu,cpuacct:/docker/1\n", "v1", first, 2.5},
	} {
		got := throttlingFile(write(filepath.Join(root, "groups"), c.groups), filepath.Join(root, c.root))
		if got != c.wanted || throttledMs(got) != c.ms {
			t.Errorf("%q: %s, %v ms", c.groups, got, throttledMs(got))
		}
	}
	for _, folder := range []string{"none", "nowhere"} {
		if got := throttlingFile(filepath.Join(root, "groups"), filepath.Join(root, folder)); got != "" || !math.IsNaN(throttledMs(got)) {
			t.Errorf("%s: %s", folder, got)
		}
	}
}

func TestVirtualUsersAreToldBySecond(t *testing.T) {
	b := newBench(t, nil)
	b.add(b.sample(b.builtin.VUs, 1500*time.Millisecond, 3, nil), b.sample(b.builtin.VUsMax, 1500*time.Millisecond, 8, nil))
	made := b.recorder.fill(document{}, runnerDocument{Segment: "0:1"}, b.start.Add(2*time.Second), true)
	text, err := json.Marshal(made.Runners[0].Instrument.Seconds)
	if err != nil || !strings.Contains(string(text), `"activeVUs":[null,3,null]`) || !strings.Contains(string(text), `"allowedVUs":[null,8,null]`) {
		t.Errorf("%s, %v", text, err)
	}
}
