package xk6

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// document is src/records/load-evidence.ts, which says what each field means. Times in milliseconds.
type document struct {
	SchemaVersion    int             `json:"schemaVersion"`
	Tool             string          `json:"tool"`
	ToolVersion      string          `json:"toolVersion"`
	ExtensionVersion string          `json:"extensionVersion"`
	RunID            string          `json:"runId"`
	Script           scriptDocument  `json:"script"`
	Options          json.RawMessage `json:"options"`
	Precision        precision       `json:"precision"`
	StartedAt        string          `json:"startedAt"`
	FinishedAt       string          `json:"finishedAt"`
	Complete         bool            `json:"complete"`
	Lacks            []string        `json:"lacks"`
	counts
	Unsent       unsentDocument   `json:"unsent"`
	Limits       []limitDocument  `json:"limits"`
	Steps        []stepDocument   `json:"steps"`
	Series       []seriesDocument `json:"series"`
	FoldedSeries uint64           `json:"foldedSeries"`
	Marks        []markDocument   `json:"marks"`
	FoldedMarks  uint64           `json:"foldedMarks"`
	Runners      []runnerDocument `json:"runners"`
}

const (
	schemaVersion = 2
	// The version of gonogo that this is part of: package.json's.
	extensionVersion = "0.1.0"
)

type scriptDocument struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
}

// precision is that of every sketch in the file: only those of the same one add up.
type precision struct {
	RelativeError float64 `json:"relativeError"`
	Smallest      float64 `json:"smallest"`
}

var ownPrecision = precision{RelativeError: relativeError, Smallest: smallest}

// counts of a run, or of a segment of it.
type counts struct {
	Iterations            uint64 `json:"iterations"`
	Threw                 uint64 `json:"threw"`
	DroppedIterations     uint64 `json:"droppedIterations"`
	InterruptedIterations uint64 `json:"interruptedIterations"`
	Requests              uint64 `json:"requests"`
}

func (c *counts) plus(other counts) {
	c.Iterations += other.Iterations
	c.Threw += other.Threw
	c.DroppedIterations += other.DroppedIterations
	c.InterruptedIterations += other.InterruptedIterations
	c.Requests += other.Requests
}

type unsentDocument struct {
	Requests uint64   `json:"requests"`
	To       []string `json:"to"`
}

type limitDocument struct {
	Metric     string   `json:"metric"`
	Expression string   `json:"expression"`
	Samples    uint64   `json:"samples"`
	Beyond     uint64   `json:"beyond"`
	Sum        sum      `json:"sum"`
	Observed   *float64 `json:"observed,omitempty"`
	Blocks     []block  `json:"blocks"`
	// What `observed` is taken from, of a limit on a quantile.
	Values *valuesDocument `json:"values,omitempty"`
}

type valuesDocument struct {
	Min    float64        `json:"min"`
	Max    float64        `json:"max"`
	Sketch sketchDocument `json:"sketch"`
}

type stepDocument struct {
	Name     string   `json:"name"`
	Requests uint64   `json:"requests"`
	Failed   uint64   `json:"failed"`
	MedianMs *float64 `json:"medianMs,omitempty"`
	P95Ms    *float64 `json:"p95Ms,omitempty"`
	MaxMs    *float64 `json:"maxMs,omitempty"`
}

type seriesDocument struct {
	Scenario string `json:"scenario"`
	Step     string `json:"step"`
	Method   string `json:"method"`
	Status   string `json:"status"`
	Expected string `json:"expected"`
	Requests uint64 `json:"requests"`
	Failed   uint64 `json:"failed"`
	// Absent where k6 told no duration at all.
	Durations *durationsDocument `json:"durations,omitempty"`
}

type durationsDocument struct {
	Count   uint64           `json:"count"`
	SumMs   sum              `json:"sumMs"`
	MinMs   float64          `json:"minMs"`
	MaxMs   float64          `json:"maxMs"`
	Sketch  sketchDocument   `json:"sketch"`
	Seconds []secondDocument `json:"seconds"`
	Slowest []exemplar       `json:"slowest"`
}

// runnerDocument is one k6 process: which segment of the run it was, and how it fared itself.
type runnerDocument struct {
	Segment    string             `json:"segment"`
	Ended      bool               `json:"ended"`
	StartedAt  string             `json:"startedAt"`
	FinishedAt string             `json:"finishedAt"`
	Instrument instrumentDocument `json:"instrument"`
}

// Times are cut to a millisecond, never rounded: a sample stays in the second of the clock that it lies in.
const timeLayout = "2006-01-02T15:04:05.000Z"

func utc(at time.Time) string { return at.UTC().Format(timeLayout) }

func (d document) encode() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false) // `p(95)<500` stays readable
	err := encoder.Encode(d)
	return text.Bytes(), err
}

// write replaces the file in one step, so that a reader or a kill never meets half a document.
func (d document) write(path string) error {
	text, err := d.encode()
	if err != nil {
		return err
	}
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	_, err = draft.Write(text)
	if closed := draft.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(draft.Name(), path)
	}
	if err != nil {
		_ = os.Remove(draft.Name())
	}
	return err
}
