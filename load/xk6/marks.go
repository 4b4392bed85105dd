package xk6

import (
	"errors"
	"sort"
	"sync"
	"time"
	"unicode/utf8"
)

// Names beyond these are only counted: a name with an id in it must not grow the file.
const maxMarks = 100

const longestMark = 80

// markDocument is a name that a script gave to moments of its run: when it was first and last passed, and how often.
type markDocument struct {
	Name    string `json:"name"`
	FirstAt string `json:"firstAt"`
	LastAt  string `json:"lastAt"`
	Count   uint64 `json:"count"`
}

// ownMarks are those of this process. The output and the JS module share them.
var ownMarks allMarks

type allMarks struct {
	mutex  sync.Mutex
	known  map[string]*markDocument
	folded uint64
}

// note keeps a moment, or says what is wrong with its name.
func (m *allMarks) note(name string, at time.Time) error {
	if name == "" || utf8.RuneCountInString(name) > longestMark {
		return errors.New("mark() takes a name of 1 to 80 characters")
	}
	m.mutex.Lock()
	defer m.mutex.Unlock()
	switch known := m.known[name]; {
	case known != nil:
		known.plus(markDocument{FirstAt: utc(at), LastAt: utc(at), Count: 1})
	case len(m.known) >= maxMarks:
		m.folded++
	default:
		if m.known == nil {
			m.known = map[string]*markDocument{}
		}
		m.known[name] = &markDocument{Name: name, FirstAt: utc(at), LastAt: utc(at), Count: 1}
	}
	return nil
}

// describe also says how many moments had further names.
func (m *allMarks) describe() ([]markDocument, uint64) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	return inOrderOfTime(m.known), m.folded
}

func (d *markDocument) plus(other markDocument) {
	d.FirstAt, d.LastAt, d.Count = min(d.FirstAt, other.FirstAt), max(d.LastAt, other.LastAt), d.Count+other.Count
}

// mergeMarks leaves none out: those of each segment are few.
func mergeMarks(documents []document) ([]markDocument, uint64) {
	made, folded := map[string]*markDocument{}, uint64(0)
	for _, one := range documents {
		folded += one.FoldedMarks
		for _, mark := range one.Marks {
			if known := made[mark.Name]; known != nil {
				known.plus(mark)
			} else {
				made[mark.Name] = &mark
			}
		}
	}
	return inOrderOfTime(made), folded
}

func inOrderOfTime(marks map[string]*markDocument) []markDocument {
	made := make([]markDocument, 0, len(marks))
	for _, mark := range marks {
		made = append(made, *mark)
	}
	sort.Slice(made, func(i, j int) bool {
		if made[i].FirstAt != made[j].FirstAt {
			return made[i].FirstAt < made[j].FirstAt
		}
		return made[i].Name < made[j].Name
	})
	return made
}
