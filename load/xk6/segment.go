package xk6

import (
	"fmt"
	"math/big"
	"regexp"
	"sort"
	"strings"
)

// segment is the part of a run that one k6 process was: from a share of it to another, `0:1/3`.
type segment struct{ from, to *big.Rat }

var segmentText = regexp.MustCompile(`^(\d{1,9}(?:/\d{1,9})?):(\d{1,9}(?:/\d{1,9})?)$`)

func parseSegment(text string) (segment, error) {
	ends := segmentText.FindStringSubmatch(text)
	if ends == nil {
		return segment{}, fmt.Errorf("%q is not a segment: write 0:1/3", text)
	}
	from, isFrom := new(big.Rat).SetString(ends[1])
	to, isTo := new(big.Rat).SetString(ends[2])
	if !isFrom || !isTo || from.Cmp(to) >= 0 || to.Cmp(big.NewRat(1, 1)) > 0 {
		return segment{}, fmt.Errorf("%q is not a segment: its ends lie between 0 and 1, the smaller first", text)
	}
	return segment{from, to}, nil
}

// inOrder sorts runners by their segments, and refuses two that did the same part of a run.
func inOrder(runners []runnerDocument) ([]runnerDocument, error) {
	parts := make(map[string]segment, len(runners))
	for _, runner := range runners {
		part, err := parseSegment(runner.Segment)
		if err != nil {
			return nil, err
		}
		parts[runner.Segment] = part
	}
	sorted := append([]runnerDocument{}, runners...)
	sort.SliceStable(sorted, func(i, j int) bool {
		return parts[sorted[i].Segment].from.Cmp(parts[sorted[j].Segment].from) < 0
	})
	for i := 1; i < len(sorted); i++ {
		if before, after := sorted[i-1], sorted[i]; parts[before.Segment].to.Cmp(parts[after.Segment].from) > 0 {
			return nil, fmt.Errorf("the segments %s and %s overlap: the same part of the run would count twice", before.Segment, after.Segment)
		}
	}
	return sorted, nil
}

// isComplete tells whether sorted runners together did the whole run, each to its end.
func isComplete(runners []runnerDocument) bool {
	reached := "0"
	for _, runner := range runners {
		from, to, _ := strings.Cut(runner.Segment, ":")
		if !runner.Ended || from != reached {
			return false
		}
		reached = to
	}
	return reached == "1"
}
