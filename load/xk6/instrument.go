package xk6

import (
	"math"
	"runtime"
	"sort"
	"strconv"
	"sync"
	"time"
)

// instrumentDocument is how a k6 process itself fared. Seconds are those of the clock, the first is the one it began in.
type instrumentDocument struct {
	// Processors that it may use.
	Processors int `json:"processors"`
	// What its system tells nobody: columns that are missing from `seconds`.
	Lacks               []string           `json:"lacks"`
	FileDescriptorLimit *figure            `json:"fileDescriptorLimit,omitempty"`
	Scenarios           []scenarioDocument `json:"scenarios"`
	Seconds             columns            `json:"seconds"`
}

// figure is a number that may be unknown: NaN here, null on disk. To a thousandth.
type figure float64

func (f figure) MarshalJSON() ([]byte, error) {
	if math.IsNaN(float64(f)) {
		return []byte("null"), nil
	}
	return strconv.AppendFloat(nil, math.Round(float64(f)*1000)/1000, 'f', -1, 64), nil
}

func (f *figure) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*f = figure(math.NaN())
		return nil
	}
	value, err := strconv.ParseFloat(string(text), 64)
	*f = figure(value)
	return err
}

// columns are figures by second, all of one length.
type columns map[string][]figure

// with adds columns, and cuts or fills all of them to a number of seconds: what was not seen is unknown.
func (c columns) with(more columns, seconds int) columns {
	made := columns{}
	for _, some := range []columns{c, more} {
		for name, column := range some {
			whole := append(make([]figure, 0, seconds), column[:min(len(column), seconds)]...)
			for len(whole) < seconds {
				whole = append(whole, figure(math.NaN()))
			}
			made[name] = whole
		}
	}
	return made
}

// How often the instrument looks whether it is let run: a hiccup of the machine, or of Go's own scheduler, delays
// its requests and their answers as it delays this. After Gil Tene's jHiccup.
const tick = 10 * time.Millisecond

// watch looks after the k6 process that it is in.
type watch struct {
	mutex     sync.Mutex
	startedAt time.Time
	read      func() reading
	last      reading
	second    int
	late      []float64
	lacks     []string
	columns   columns
	collector collector
	stop      chan struct{}
	stopped   chan struct{}
}

func newWatch(read func() reading) *watch {
	w := &watch{read: read, last: read(), lacks: []string{}, columns: columns{}, stop: make(chan struct{}), stopped: make(chan struct{})}
	for name, value := range w.last.since(w.last) {
		if math.IsNaN(float64(value)) {
			w.lacks = append(w.lacks, name)
		} else {
			w.columns[name] = []figure{}
		}
	}
	w.columns[hiccupMax], w.columns[hiccupP99] = []figure{}, []figure{}
	sort.Strings(w.lacks)
	return w
}

const (
	hiccupMax = "hiccupMaxMs"
	hiccupP99 = "hiccupP99Ms"
)

func (w *watch) start(startedAt time.Time) {
	w.startedAt, w.last = startedAt, w.read()
	w.collector.makeRoom(w.last.heapBytes)
	go w.run()
}

func (w *watch) run() {
	defer close(w.stopped)
	timer := time.NewTimer(tick)
	defer timer.Stop()
	for due := time.Now().Add(tick); ; due = time.Now().Add(tick) {
		timer.Reset(tick)
		select {
		case <-w.stop:
			return
		case <-timer.C:
			now := time.Now()
			w.note(now, now.Sub(due))
		}
	}
}

// end stops looking, and takes a last look.
func (w *watch) end() {
	close(w.stop)
	<-w.stopped
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.closeSecond()
}

func (w *watch) note(now time.Time, late time.Duration) {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	if second := secondOf(now, w.startedAt); second != w.second {
		w.closeSecond()
		w.second = second
	}
	w.late = append(w.late, max(late.Seconds()*1000, 0))
}

// closeSecond ends a row. A second in which it was never let run stays unknown: the lateness is in the one after.
func (w *watch) closeSecond() {
	if len(w.late) == 0 {
		return
	}
	sort.Float64s(w.late)
	now := w.read()
	row := now.since(w.last)
	row[hiccupMax] = figure(w.late[len(w.late)-1])
	row[hiccupP99] = figure(w.late[int(0.99*float64(len(w.late)-1))])
	w.last, w.late = now, w.late[:0]
	w.collector.makeRoom(now.heapBytes)
	for name, column := range w.columns {
		for len(column) < w.second {
			column = append(column, figure(math.NaN()))
		}
		w.columns[name] = append(column, row[name])
	}
}

func (w *watch) describe() instrumentDocument {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	made := instrumentDocument{Processors: runtime.GOMAXPROCS(0), Lacks: w.lacks, Seconds: columns{}}
	for name, column := range w.columns {
		made.Seconds[name] = append([]figure{}, column...)
	}
	if limit := figure(w.last.descriptorLimit); !math.IsNaN(float64(limit)) {
		made.FileDescriptorLimit = &limit
	}
	return made
}
