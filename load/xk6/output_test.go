package xk6

import (
	"encoding/json"
	"errors"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/sirupsen/logrus"
	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
	"go.k6.io/k6/v2/lib/fsext"
	"go.k6.io/k6/v2/metrics"
	k6output "go.k6.io/k6/v2/output"
)

func paramsFor(t *testing.T, file string) k6output.Params {
	t.Helper()
	script := filepath.Join(t.TempDir(), "rush.k6.ts")
	if err := os.WriteFile(script, []byte("export default () => {}"), 0o600); err != nil {
		t.Fatal(err)
	}
	logger := logrus.New()
	logger.SetOutput(io.Discard)
	return k6output.Params{
		ConfigArgument: file, Logger: logger, FS: fsext.NewOsFs(), ScriptPath: &url.URL{Scheme: "file", Path: script},
		Environment: map[string]string{"GONOGO_RUN_ID": "run-1"},
	}
}

func read(t *testing.T, file string) document {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var found document
	if err := json.Unmarshal(text, &found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestAFileThatCannotBeWrittenStopsK6BeforeAnyLoad(t *testing.T) {
	if _, err := newOutput(paramsFor(t, filepath.Join(t.TempDir(), "no", "such", "folder.json"))); err == nil {
		t.Error("was accepted")
	}
	if _, err := newOutput(paramsFor(t, "")); err == nil {
		t.Error("no file was accepted")
	}
}

func TestIncompleteFromTheStartAndCompleteAtTheEndOnly(t *testing.T) {
	file := filepath.Join(t.TempDir(), "evidence.json")
	out, err := newOutput(paramsFor(t, file))
	if err != nil {
		t.Fatal(err)
	}
	if before := read(t, file); before.Complete || before.RunID != "run-1" || len(before.Script.SHA256) != 64 {
		t.Errorf("before: %+v", before)
	}
	if err := errors.Join(out.Start(), out.StopWithTestError(nil)); err != nil {
		t.Fatal(err)
	}
	if after := read(t, file); !after.Complete {
		t.Errorf("after: %+v", after)
	}
	if left, _ := filepath.Glob(file + "*tmp"); len(left) > 0 {
		t.Errorf("drafts left: %v", left)
	}
}

func TestCheckpointsBecomeRarerOnceTheyTakeLong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "evidence.json")
	out, err := newOutput(paramsFor(t, file))
	if err != nil {
		t.Fatal(err)
	}
	isWritten := func() bool {
		_, err := os.Stat(file)
		return err == nil
	}
	out.nextWrite = time.Now().Add(time.Hour)
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if out.checkpoint(); isWritten() {
		t.Error("a checkpoint before its time")
	}
	out.nextWrite = time.Time{}
	if out.checkpoint(); !isWritten() || !out.nextWrite.After(time.Now().Add(-longestWithoutCheckpoint)) {
		t.Errorf("no checkpoint, or the next is due at %s", out.nextWrite)
	}
}

func TestAnInterruptedOrAbortedRunIsNotComplete(t *testing.T) {
	coded := func(code exitcodes.ExitCode) error { return errext.WithExitCodeIfNone(errors.New("x"), code) }
	cases := map[error]bool{
		coded(exitcodes.ExternalAbort): false, coded(exitcodes.ScriptAborted): false, errors.New("uncoded"): false,
		coded(exitcodes.ThresholdsHaveFailed): true, coded(exitcodes.MarkedAsFailed): true,
	}
	for testError, wanted := range cases {
		if got := ranToItsEnd(testError); got != wanted {
			t.Errorf("%v: %v", testError, got)
		}
	}
}

func TestAnUnjudgeableThresholdStopsK6BeforeAnyLoad(t *testing.T) {
	out, err := newOutput(paramsFor(t, filepath.Join(t.TempDir(), "evidence.json")))
	if err != nil {
		t.Fatal(err)
	}
	out.SetThresholds(map[string]metrics.Thresholds{"http_req_duration": metrics.NewThresholds([]string{"avg<5"})})
	var coded errext.HasExitCode
	if err := out.Start(); !errors.As(err, &coded) || coded.ExitCode() != exitcodes.InvalidConfig {
		t.Errorf("Start: %v", err)
	}
}

func TestExceptionsOfIterationsAreCountedAndOtherErrorsAreNot(t *testing.T) {
	params := paramsFor(t, filepath.Join(t.TempDir(), "evidence.json"))
	out, err := newOutput(params)
	if err != nil {
		t.Fatal(err)
	}
	params.Logger.WithFields(logrus.Fields{"executor": "constant-vus", "scenario": "a"}).Error("Error: boom")
	params.Logger.WithField("source", "console").Error("the script's own words")
	params.Logger.WithFields(logrus.Fields{"executor": "constant-vus", "scenario": "a"}).Warn("slow")
	if out.recorder.counts.Threw != 1 {
		t.Errorf("%d", out.recorder.counts.Threw)
	}
}
