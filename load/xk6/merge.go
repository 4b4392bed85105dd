package xk6

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"
	"time"
)

// merge adds up the segments of one run without loss. Whatever the order, and whatever was merged before, the same
// segments give the same document.
func merge(documents []document) (document, error) {
	if len(documents) == 0 {
		return document{}, errors.New("nothing to merge")
	}
	made := documents[0]
	made.counts, made.FoldedSeries, made.Runners = counts{}, 0, nil
	for _, one := range documents {
		if reason := made.differsFrom(one); reason != "" {
			return document{}, errors.New(reason)
		}
		made.StartedAt, made.FinishedAt = min(made.StartedAt, one.StartedAt), max(made.FinishedAt, one.FinishedAt)
		made.Script.Path = min(made.Script.Path, one.Script.Path)
		made.counts.plus(one.counts)
		made.FoldedSeries += one.FoldedSeries
		made.Runners = append(made.Runners, one.Runners...)
	}
	runners, err := inOrder(made.Runners)
	if err != nil {
		return document{}, err
	}
	made.Runners, made.Complete = runners, isComplete(runners)
	made.Unsent = mergeUnsent(documents)
	made.Marks, made.FoldedMarks = mergeMarks(documents)
	if made.Limits, err = mergeLimits(documents, made.StartedAt); err != nil {
		return document{}, err
	}
	all, err := mergeSeries(documents, made.StartedAt)
	if err != nil {
		return document{}, err
	}
	made.describeSeries(&all)
	return made, nil
}

// differsFrom says in what two documents are not of one run; "" when they are.
func (d document) differsFrom(other document) string {
	switch {
	case d.SchemaVersion != other.SchemaVersion || d.Tool != other.Tool:
		return fmt.Sprintf("mixed formats: %s %d and %s %d", d.Tool, d.SchemaVersion, other.Tool, other.SchemaVersion)
	case d.RunID != other.RunID:
		return fmt.Sprintf("mixed runs: %q and %q", d.RunID, other.RunID)
	case d.Script.SHA256 != other.Script.SHA256:
		return fmt.Sprintf("mixed scripts: %s and %s (%.12s and %.12s)", d.Script.Path, other.Script.Path, d.Script.SHA256, other.Script.SHA256)
	case !bytes.Equal(d.Options, other.Options):
		return "mixed options: the same script was run with other options, or with other segment sequences"
	case d.Precision != other.Precision:
		return fmt.Sprintf("mixed precision: sketches of %v and %v", d.Precision, other.Precision)
	case d.ToolVersion != other.ToolVersion || d.ExtensionVersion != other.ExtensionVersion:
		return fmt.Sprintf("mixed versions: k6 %s with extension %s, and k6 %s with extension %s",
			d.ToolVersion, d.ExtensionVersion, other.ToolVersion, other.ExtensionVersion)
	}
	return ""
}

func mergeUnsent(documents []document) unsentDocument {
	made, places := unsentDocument{To: []string{}}, map[string]bool{}
	for _, one := range documents {
		made.Requests += one.Unsent.Requests
		for _, place := range one.Unsent.To {
			if !places[place] {
				places[place] = true
				made.To = append(made.To, place)
			}
		}
	}
	sort.Strings(made.To)
	return made
}

// secondsLater is by how many seconds of the clock one document began after another.
func secondsLater(startedAt, earliest string) (int, error) {
	one, err := time.Parse(timeLayout, startedAt)
	if err != nil {
		return 0, err
	}
	first, err := time.Parse(timeLayout, earliest)
	if err != nil {
		return 0, err
	}
	seconds := one.Unix() - first.Unix()
	if seconds < 0 || seconds >= maxSeconds {
		return 0, fmt.Errorf("segments that began at %s and %s are not of one run", earliest, startedAt)
	}
	return int(seconds), nil
}

// readDocument reads a file that this extension wrote, byte for byte: a field that is missing, unknown or there twice
// is refused, and never taken for 0.
func readDocument(path string) (document, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return document{}, err
	}
	var found document
	if err := json.Unmarshal(text, &found); err != nil {
		return document{}, fmt.Errorf("%s is not evidence of this version: %w", path, err)
	}
	if found.Tool != "k6" || found.SchemaVersion != schemaVersion || len(found.Runners) == 0 {
		return document{}, fmt.Errorf("%s is not evidence of k6 in version %d of its format", path, schemaVersion)
	}
	if again, err := found.encode(); err != nil || !bytes.Equal(again, text) {
		return document{}, fmt.Errorf("%s was not written by this extension, or was changed since", path)
	}
	return found, nil
}
