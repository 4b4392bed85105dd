package xk6

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"go.k6.io/k6/v2/metrics"
)

// segmentOf records samples of one segment of a run, as its own machine would.
func segmentOf(t testing.TB, random *rand.Rand, part string) document {
	t.Helper()
	b := newBench(t, map[string][]string{"http_req_duration{name:pay}": {"p(95)<40"}, "http_req_failed": {"rate<0.1"}, "iterations": {"count>1"}})
	b.recorder.startedAt = b.start.Add(time.Duration(random.IntN(4000)) * time.Millisecond)
	for range 1 + random.IntN(80) {
		tags := map[string]string{
			"name": []string{"pay", "home"}[random.IntN(2)], "status": []string{"200", "503", "0"}[random.IntN(3)],
			"scenario": "rush", "expected_response": "true",
		}
		after := time.Duration(4+random.IntN(6)) * time.Second
		duration := math.Exp(random.NormFloat64()*2 + 3)
		switch random.IntN(6) {
		case 0, 1:
			duration = 25 // ties
		case 2:
			duration = 0
		}
		sample := b.sample(b.builtin.HTTPReqDuration, after, duration, tags)
		sample.Metadata = map[string]string{k6TraceKey: fmt.Sprint(random.IntN(5))}
		b.add(b.sample(b.builtin.HTTPReqs, after, 1, tags), sample, b.sample(b.builtin.HTTPReqFailed, after, float64(random.IntN(2)), tags))
		b.add(b.sample(b.builtin.DataSent, after, 9, tags), b.sample(b.builtin.Iterations, after, 1, tags))
	}
	b.recorder.unsent.note(fmt.Sprint("host", random.IntN(3)))
	b.recorder.unsent.requests = 1
	b.recorder.marks = &allMarks{folded: 1}
	for range random.IntN(4) {
		_ = b.recorder.marks.note([]string{"sale", "coupon"}[random.IntN(2)], b.start.Add(time.Duration(random.IntN(9000))*time.Millisecond))
	}
	header := document{SchemaVersion: schemaVersion, Tool: "k6", RunID: "r", Options: []byte("{}"), Precision: ownPrecision, Lacks: []string{}}
	header.Script = scriptDocument{Path: "/machine" + part + "/rush.k6.ts", SHA256: "abc"}
	instrument := instrumentDocument{Processors: 2, Lacks: []string{}, Seconds: columns{hiccupMax: {1.5}}}
	return b.recorder.fill(header, runnerDocument{Segment: part, Instrument: instrument}, b.start.Add(10*time.Second), true)
}

func merged(t testing.TB, documents ...document) document {
	t.Helper()
	made, err := merge(documents)
	if err != nil {
		t.Fatal(err)
	}
	return onDisk(t, made)
}

// onDisk is what comes back from a file.
func onDisk(t testing.TB, d document) document {
	t.Helper()
	file := filepath.Join(t.TempDir(), "evidence.json")
	if err := d.write(file); err != nil {
		t.Fatal(err)
	}
	read, err := readDocument(file)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func textOf(t testing.TB, d document) string {
	t.Helper()
	text, err := d.encode()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestMergingIsAssociativeAndCommutative(t *testing.T) {
	same := func(seed uint64) bool {
		random := rand.New(rand.NewPCG(seed, 1))
		a, b, c := segmentOf(t, random, "0:1/3"), segmentOf(t, random, "1/3:2/3"), segmentOf(t, random, "2/3:1")
		whole := textOf(t, merged(t, a, b, c))
		for _, other := range []document{
			merged(t, c, a, b), merged(t, merged(t, a, b), c), merged(t, a, merged(t, c, b)), merged(t, merged(t, merged(t, c), a), b),
		} {
			if textOf(t, other) != whole {
				t.Logf("seed %d:\n%s\n%s", seed, whole, textOf(t, other))
				return false
			}
		}
		return true
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 60}); err != nil {
		t.Error(err)
	}
}

func TestMergedIsAsIfOneMachineHadSeenEverything(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 9))
	thresholds := map[string][]string{"http_req_duration": {"p(95)<40", "med>20"}, "http_req_failed": {"rate<0.1"}}
	one, parts := newBench(t, thresholds), []*bench{newBench(t, thresholds), newBench(t, thresholds)}
	parts[1].recorder.startedAt = one.start.Add(2300 * time.Millisecond)
	for range 5000 {
		after, duration := time.Duration(random.IntN(9000))*time.Millisecond, math.Exp(random.NormFloat64()+3)
		tags := map[string]string{"name": fmt.Sprint("step", random.IntN(4)), "status": "200"}
		part := 0
		if after > 2300*time.Millisecond {
			part = random.IntN(2)
		}
		for _, of := range []*bench{one, parts[part]} {
			of.add(of.sample(of.builtin.HTTPReqs, after, 1, tags), of.sample(of.builtin.HTTPReqDuration, after, duration, tags))
		}
	}
	header := document{SchemaVersion: schemaVersion, Tool: "k6", Options: []byte("{}"), Lacks: []string{}}
	whole := one.recorder.fill(header, runnerDocument{Segment: "0:1"}, one.start, true)
	first := parts[0].recorder.fill(header, runnerDocument{Segment: "0:1/2"}, one.start, true)
	second := parts[1].recorder.fill(header, runnerDocument{Segment: "1/2:1"}, one.start, true)
	made := merged(t, second, first)
	made.Runners, whole = whole.Runners, merged(t, whole)
	if !made.Complete || textOf(t, made) != textOf(t, whole) {
		t.Errorf("merged:\n%s\nwhole:\n%s", textOf(t, made), textOf(t, whole))
	}
}

func TestWhatIsNotOfOneRunIsNotMerged(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	a := segmentOf(t, random, "0:1/2")
	cases := map[string]func(*document){
		"mixed scripts":          func(d *document) { d.Script.SHA256 = "def" },
		"mixed runs":             func(d *document) { d.RunID = "other" },
		"mixed options":          func(d *document) { d.Options = []byte(`{"rps":1}`) },
		"mixed precision":        func(d *document) { d.Precision.RelativeError = 0.005 },
		"mixed versions":         func(d *document) { d.ToolVersion = "v9" },
		"mixed formats":          func(d *document) { d.SchemaVersion = 9 },
		"mixed limits":           func(d *document) { d.Limits = d.Limits[1:] },
		"overlap":                func(d *document) { d.Runners[0].Segment = "1/3:1" },
		"is not a segment":       func(d *document) { d.Runners[0].Segment = "1:1/2" },
		"are not of one run":     func(d *document) { d.StartedAt = "2031-01-01T00:00:00.000Z" },
		"and 0 in its sketch":    func(d *document) { d.Limits = emptied(d.Limits) },
		"is not that of its ske": func(d *document) { d.Series[0].Durations.Count++ },
	}
	for wanted, change := range cases {
		b := segmentOf(t, rand.New(rand.NewPCG(3, 4)), "1/2:1")
		if _, err := merge([]document{a, b}); err != nil {
			t.Fatalf("before the change: %v", err)
		}
		change(&b)
		if made, err := merge([]document{a, b}); err == nil || !strings.Contains(err.Error(), wanted) {
			t.Errorf("%s: %v, %v", wanted, err, made.Complete)
		}
	}
	if _, err := merge(nil); err == nil {
		t.Error("nothing was merged")
	}
}

func emptied(limits []limitDocument) []limitDocument {
	made := append([]limitDocument{}, limits...)
	for i := range made {
		made[i].Values = nil
	}
	return made
}

func TestOnlyAllSegmentsEachToItsEndAreComplete(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	a, b := segmentOf(t, random, "0:1/2"), segmentOf(t, random, "1/2:1")
	if a.Complete || !merged(t, a, b).Complete {
		t.Error("a half is complete, or two halves are not")
	}
	b.Runners[0].Ended = false
	if merged(t, a, b).Complete {
		t.Error("a segment that was killed is complete")
	}
	if merged(t, segmentOf(t, random, "0:1/3"), segmentOf(t, random, "2/3:1")).Complete {
		t.Error("a run with a hole in it is complete")
	}
}

func TestALimitThatK6CouldNotJudgeInOneSegmentIsLeftOut(t *testing.T) {
	made := map[string]document{}
	for part, kind := range map[string]metrics.MetricType{"0:1/2": metrics.Counter, "1/2:1": metrics.Trend} {
		b := newBench(t, map[string][]string{"own": {"rate<0.5"}})
		if kind == metrics.Counter {
			b.add(b.sample(b.registry.MustNewMetric("own", kind), 0, 1, nil))
		}
		header := document{SchemaVersion: schemaVersion, Tool: "k6", Options: []byte("{}"), Lacks: []string{}}
		made[part] = b.recorder.fill(header, runnerDocument{Segment: part}, b.start, true)
	}
	if both := merged(t, made["0:1/2"], made["1/2:1"]); len(both.Limits) != 0 {
		t.Errorf("%+v", both.Limits)
	}
}

func TestAFileOfAnotherShapeIsNotRead(t *testing.T) {
	file := filepath.Join(t.TempDir(), "evidence.json")
	good := textOf(t, segmentOf(t, rand.New(rand.NewPCG(1, 2)), "0:1"))
	for _, text := range []string{
		"", "{}", good[:len(good)/2], strings.Replace(good, `"tool":"k6"`, `"tool":"k7"`, 1), strings.Replace(good, `"schemaVersion":2`, `"schemaVersion":1`, 1),
		strings.Replace(good, `"runId"`, `"runID2"`, 1), strings.Replace(good, `"droppedIterations":0,`, "", 1), good + good,
		strings.Replace(good, `"threw":0,`, `"threw":0,"threw":0,`, 1), strings.Replace(good, `"zeros":0`, `"zeros":-1`, 1),
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readDocument(file); err == nil {
			t.Errorf("was read: %.80s", text)
		}
	}
	if err := os.WriteFile(file, []byte(good), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := readDocument(file); err != nil {
		t.Errorf("what was written is not read: %v", err)
	}
	if _, err := readDocument(file + ".none"); err == nil {
		t.Error("a file that is not there was read")
	}
}

func FuzzAMergeableFileMergesWithItselfToNothing(f *testing.F) {
	f.Add([]byte(textOf(f, segmentOf(f, rand.New(rand.NewPCG(1, 2)), "0:1/2"))))
	f.Fuzz(func(t *testing.T, text []byte) {
		file := filepath.Join(t.TempDir(), "evidence.json")
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		read, err := readDocument(file)
		if err != nil {
			return
		}
		if _, err := merge([]document{read, read}); err == nil {
			t.Error("the same segment was counted twice")
		}
	})
}
