package xk6

import (
	"bytes"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sort"
	"testing"
	"time"
)

// What this package writes of fixed samples. src/records/load-evidence.test.ts and src/statistics/sketch.test.ts read
// the same file, and the truth beside it. UPDATE=1 go test -run Golden writes both anew.
var (
	goldenFile = filepath.Join("testdata", "evidence.golden")
	truthFile  = filepath.Join("testdata", "quantiles.golden")
)

// goldenEvidence also gives the durations of each step, sorted.
func goldenEvidence(t *testing.T) (document, map[string][]float64) {
	t.Helper()
	random := rand.New(rand.NewPCG(20, 26))
	b := newRush(t, perSecond(50, 4))
	if err := b.recorder.countFurther(`[{"metric":"http_req_duration{name:pay}","expression":"p(95)<300"},{"metric":"http_req_failed","expression":"rate<0.01"}]`); err != nil {
		t.Fatal(err)
	}
	truth := map[string][]float64{}
	steps := []struct {
		name, status string
		draw         func() float64
	}{
		{"pay", "201", func() float64 { return math.Exp(random.NormFloat64() + 4) }},
		{"home", "200", func() float64 { return 5 + 20*random.Float64() }},
		{"search", "200", func() float64 { return []float64{2, 3000}[random.IntN(2)] * (1 + random.Float64()/10) }},
		{"cached", "304", func() float64 { return float64(random.IntN(2)) / 1000 }},
		{"same", "200", func() float64 { return 12.5 }},
		{"broken", "503", func() float64 { return 3 / math.Pow(1-random.Float64(), 1/1.2) }},
	}
	for i := range 1200 {
		of, after := steps[i%len(steps)], time.Duration(random.IntN(4000))*time.Millisecond
		duration := math.Round(of.draw()*millionths) / millionths
		truth[of.name] = append(truth[of.name], duration)
		failed := map[bool]float64{true: 1}[of.status == "503"]
		tags := map[string]string{
			"scenario": "rush", "name": of.name, "method": "GET", "status": of.status, "expected_response": fmt.Sprint(failed == 0),
		}
		sample := b.sample(b.builtin.HTTPReqDuration, after, duration, tags)
		if i%3 == 0 {
			sample.Metadata = map[string]string{k6TraceKey: fmt.Sprintf("%032x", i)}
		}
		b.add(b.sample(b.builtin.HTTPReqs, after, 1, tags), sample, b.sample(b.builtin.HTTPReqFailed, after, failed, tags))
	}
	for i := range 200 {
		b.iteration(time.Duration(i)*20*time.Millisecond, 80*time.Millisecond)
	}
	b.recorder.marks = &allMarks{}
	for _, after := range []time.Duration{1500 * time.Millisecond, 3 * time.Second} {
		if err := b.recorder.marks.note("sale begins", b.start.Add(after)); err != nil {
			t.Fatal(err)
		}
	}
	b.add(b.sample(b.builtin.VUs, time.Second, 20, nil), b.sample(b.builtin.VUsMax, time.Second, 40, nil))
	for _, durations := range truth {
		sort.Float64s(durations)
	}
	header := document{
		SchemaVersion: schemaVersion, Tool: "k6", ToolVersion: "v2.2.0", ExtensionVersion: "0.1.0", RunID: "golden",
		Script:  scriptDocument{Path: "load/rush.k6.ts", SHA256: "ab"},
		Options: []byte(`{"scenarios":{"rush":{"executor":"constant-arrival-rate","rate":50}}}`), Precision: ownPrecision, Lacks: []string{},
	}
	instrument := instrumentDocument{Processors: 2, Lacks: []string{"throttledMs"}, Seconds: columns{
		hiccupMax: {1, 2.5, 0.125}, hiccupP99: {0.5, 1, 0.1}, "cpuMs": {12, 13, 14}, "gcPauseMs": {0, 0.25, 0},
		"rssBytes": {4e7, 4.1e7, 4.1e7}, "heapBytes": {1e7, 1.1e7, 1.2e7}, "fileDescriptors": {12, 40, 40},
	}}
	return b.recorder.fill(header, runnerDocument{Segment: "0:1", Instrument: instrument}, b.start.Add(4100*time.Millisecond), true), truth
}

var goldenQuantiles = []float64{0.001, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1}

func TestTheGoldenFileIsWhatTheseSamplesGive(t *testing.T) {
	made, truth := goldenEvidence(t)
	text, err := made.encode()
	if err != nil {
		t.Fatal(err)
	}
	var quantiles bytes.Buffer
	for _, step := range sortedKeys(truth) {
		for _, q := range goldenQuantiles {
			fmt.Fprintln(&quantiles, step, q, truth[step][int(math.Ceil(q*float64(len(truth[step]))))-1])
		}
	}
	for file, wanted := range map[string][]byte{goldenFile: text, truthFile: quantiles.Bytes()} {
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(file, wanted, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if found, err := os.ReadFile(file); err != nil || !bytes.Equal(found, wanted) {
			t.Errorf("%s differs (%v): UPDATE=1 go test -run Golden", file, err)
		}
	}
}

func TestTheGoldenFileIsReadAndItsQuantilesAreTrue(t *testing.T) {
	found, err := readDocument(goldenFile)
	if err != nil {
		t.Fatal(err)
	}
	_, truth := goldenEvidence(t)
	for _, described := range found.Series {
		read, err := described.read(0)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range goldenQuantiles {
			sorted := truth[described.Step]
			wanted := sorted[int(math.Ceil(q*float64(len(sorted))))-1]
			if got := read.durations.quantile(q); math.Abs(got-wanted) > 0.01*wanted {
				t.Errorf("%s: quantile %v is %v, not %v", described.Step, q, got, wanted)
			}
		}
	}
}
