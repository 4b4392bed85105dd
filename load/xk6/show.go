package xk6

import (
	"fmt"
	"io"
	"math"
	"text/tabwriter"
)

// show tells a document to people. What a script or a target may have worded is quoted: it must not steer a terminal.
func (d document) show(to io.Writer) error {
	out := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	say := func(format string, values ...any) { _, _ = fmt.Fprintf(out, format+"\n", values...) }
	completeness := "complete"
	if !d.Complete {
		completeness = "NOT complete"
	}
	say("%q with k6 %s, run %q: %s", d.Script.Path, d.ToolVersion, d.RunID, completeness)
	say("%s to %s, %d segments", d.StartedAt, d.FinishedAt, len(d.Runners))
	say("%d requests, %d iterations, %d dropped, %d cut off, %d threw, %d requests kept back",
		d.Requests, d.Iterations, d.DroppedIterations, d.InterruptedIterations, d.Threw, d.Unsent.Requests)
	say("\nlimit\tsamples\tbeyond\tobserved")
	for _, limit := range d.Limits {
		say("%q\t%d\t%d\t%s", limit.Metric+": "+limit.Expression, limit.Samples, limit.Beyond, rounded(limit.Observed))
	}
	say("\nstep\trequests\tfailed\tmedian ms\tp95 ms\tmax ms")
	for _, step := range d.Steps {
		say("%q\t%d\t%d\t%s\t%s\t%s", step.Name, step.Requests, step.Failed, rounded(step.MedianMs), rounded(step.P95Ms), rounded(step.MaxMs))
	}
	if len(d.Marks) > 0 {
		say("\nmark\tfirst\tlast\ttimes")
	}
	for _, mark := range d.Marks {
		say("%q\t%s\t%s\t%d", mark.Name, mark.FirstAt, mark.LastAt, mark.Count)
	}
	if d.FoldedMarks > 0 {
		say("and %d marks of further names", d.FoldedMarks)
	}
	say("\nsegment\tended\tworst hiccup ms\tprocessor ms\tdropped")
	for _, runner := range d.Runners {
		seconds := runner.Instrument.Seconds
		say("%q\t%t\t%s\t%s\t%s", runner.Segment, runner.Ended, seconds.largest(hiccupMax), seconds.total("cpuMs"), seconds.total("dropped"))
	}
	return out.Flush()
}

func rounded(value *float64) string {
	if value == nil {
		return "–"
	}
	return fmt.Sprintf("%.4g", *value)
}

func (c columns) largest(name string) string {
	return c.reduce(name, func(a, b float64) float64 { return max(a, b) })
}

func (c columns) total(name string) string {
	return c.reduce(name, func(a, b float64) float64 { return a + b })
}

// reduce is "–" where nothing is known.
func (c columns) reduce(name string, join func(a, b float64) float64) string {
	reached := math.NaN()
	for _, value := range c[name] {
		switch known := float64(value); {
		case math.IsNaN(known):
		case math.IsNaN(reached):
			reached = known
		default:
			reached = join(reached, known)
		}
	}
	if math.IsNaN(reached) {
		return "–"
	}
	return fmt.Sprintf("%.5g", reached)
}
