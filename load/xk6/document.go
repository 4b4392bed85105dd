package xk6

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// document is src/records/load-evidence.ts. Times in milliseconds.
type document struct {
	SchemaVersion         int             `json:"schemaVersion"`
	Tool                  string          `json:"tool"`
	ToolVersion           string          `json:"toolVersion"`
	RunID                 string          `json:"runId"`
	Script                scriptDocument  `json:"script"`
	StartedAt             string          `json:"startedAt"`
	FinishedAt            string          `json:"finishedAt"`
	Complete              bool            `json:"complete"`
	Iterations            uint64          `json:"iterations"`
	Threw                 uint64          `json:"threw"`
	DroppedIterations     uint64          `json:"droppedIterations"`
	InterruptedIterations uint64          `json:"interruptedIterations"`
	Requests              uint64          `json:"requests"`
	Unsent                unsentDocument  `json:"unsent"`
	Limits                []limitDocument `json:"limits"`
	Series                []stepDocument  `json:"series"`
}

type scriptDocument struct {
	Path   string `json:"path"`
	SHA256 string `json:"sha256"`
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
	Sum        float64  `json:"sum"`
	Observed   *float64 `json:"observed,omitempty"`
	Blocks     []block  `json:"blocks"`
}

type stepDocument struct {
	Name     string   `json:"name"`
	Requests uint64   `json:"requests"`
	Failed   uint64   `json:"failed"`
	MedianMs *float64 `json:"medianMs,omitempty"`
	P95Ms    *float64 `json:"p95Ms,omitempty"`
	MaxMs    *float64 `json:"maxMs,omitempty"`
}

func utc(at time.Time) string { return at.UTC().Format("2006-01-02T15:04:05.000Z") }

// fill adds what was recorded so far to a header.
func (r *recorder) fill(header document, now time.Time, complete bool) document {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	made := header
	made.StartedAt, made.FinishedAt, made.Complete = utc(r.startedAt), utc(now), complete
	made.Iterations, made.Threw, made.Requests = r.iterations, r.threw, r.requests
	made.DroppedIterations, made.InterruptedIterations = r.dropped, r.interrupted()
	made.Unsent = r.unsent.describe()
	made.Limits, made.Series = []limitDocument{}, []stepDocument{}
	for _, counted := range r.limits {
		if counted.unjudgeable {
			continue
		}
		made.Limits = append(made.Limits, limitDocument{
			Metric: counted.key, Expression: counted.expression,
			Samples: counted.total.Samples, Beyond: counted.total.Beyond, Sum: counted.sum,
			Observed: counted.observed(), Blocks: append([]block{}, counted.blocks...),
		})
	}
	for _, name := range r.steps.names() {
		made.Series = append(made.Series, describeStep(name, r.steps[name]))
	}
	return made
}

func describeStep(name string, seen *step) stepDocument {
	made := stepDocument{Name: name, Requests: seen.requests, Failed: seen.failed}
	if seen.durations.count > 0 {
		median, p95, slowest := seen.durations.quantile(0.5), seen.durations.quantile(0.95), seen.durations.max
		made.MedianMs, made.P95Ms, made.MaxMs = &median, &p95, &slowest
	}
	return made
}

// write replaces the file in one step, so that a reader or a kill never meets half a document.
func (d document) write(path string) error {
	draft, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.tmp")
	if err != nil {
		return err
	}
	encoder := json.NewEncoder(draft)
	encoder.SetEscapeHTML(false) // `p(95)<500` stays readable
	err = encoder.Encode(d)
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
