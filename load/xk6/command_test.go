package xk6

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// say runs `k6 x evidence …` in this process.
func say(t *testing.T, words ...string) (string, error) {
	t.Helper()
	var out bytes.Buffer
	command := newCommand(&out)
	command.SilenceErrors, command.SilenceUsage = true, true
	command.SetArgs(words)
	err := command.Execute()
	return out.String(), err
}

func TestFilesAreMergedAndShown(t *testing.T) {
	random, folder := rand.New(rand.NewPCG(7, 8)), t.TempDir()
	files := []string{filepath.Join(folder, "a.json"), filepath.Join(folder, "b.json")}
	for i, part := range []string{"0:1/2", "1/2:1"} {
		if err := segmentOf(t, random, part).write(files[i]); err != nil {
			t.Fatal(err)
		}
	}
	one, other := filepath.Join(folder, "one.json"), filepath.Join(folder, "other.json")
	if _, err := say(t, "merge", "--out", one, files[0], files[1]); err != nil {
		t.Fatal(err)
	}
	if _, err := say(t, "merge", files[1], files[0], "--out", other); err != nil {
		t.Fatal(err)
	}
	first, _ := os.ReadFile(one)
	if second, _ := os.ReadFile(other); len(first) == 0 || !bytes.Equal(first, second) {
		t.Error("another order of files gives other bytes")
	}
	shown, err := say(t, "show", one)
	if err != nil || !strings.Contains(shown, `run "r": complete`) || !strings.Contains(shown, `"1/2:1"`) || !strings.Contains(shown, `"pay"`) {
		t.Errorf("%v\n%s", err, shown)
	}
}

func TestWhatIsRefusedLeavesNoFile(t *testing.T) {
	random, folder := rand.New(rand.NewPCG(7, 8)), t.TempDir()
	file, out := filepath.Join(folder, "a.json"), filepath.Join(folder, "out.json")
	if err := segmentOf(t, random, "0:1/2").write(file); err != nil {
		t.Fatal(err)
	}
	for _, words := range [][]string{
		{"merge", "--out", out, file, file}, {"merge", "--out", out}, {"merge", file}, {"merge", "--out", out, file + ".none"},
		{"show"}, {"show", file + ".none"}, {"merge", "--out", filepath.Join(folder, "no", "such", "folder.json"), file},
	} {
		if _, err := say(t, words...); err == nil {
			t.Errorf("%v was not refused", words)
		}
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a refusal left a file")
	}
}

func TestWhatATargetWordedDoesNotSteerATerminal(t *testing.T) {
	made := segmentOf(t, rand.New(rand.NewPCG(7, 8)), "0:1")
	made.Steps[0].Name, made.RunID = "\x1b[2Jpay", "\u202erun"
	var out bytes.Buffer
	if err := made.show(&out); err != nil || strings.ContainsAny(out.String(), "\x1b\u202e") {
		t.Errorf("%v: %q", err, out.String())
	}
}
