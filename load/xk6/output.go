package xk6

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/sirupsen/logrus"
	"github.com/spf13/afero"
	"go.k6.io/k6/v2/errext"
	"go.k6.io/k6/v2/errext/exitcodes"
	"go.k6.io/k6/v2/metrics"
	k6output "go.k6.io/k6/v2/output"
)

// checkpointEvery bounds what a killed k6 takes with it, as long as writing takes less than one part in
// checkpointShare of the time.
const (
	checkpointEvery          = time.Second
	checkpointShare          = 200
	longestWithoutCheckpoint = 30 * time.Second
)

// evidenceOutput writes one JSON document (src/records/load-evidence.ts) and re-writes it every second.
type evidenceOutput struct {
	path        string
	logger      logrus.FieldLogger
	header      document
	recorder    *recorder
	segment     string
	watch       *watch
	refused     error
	requestCap  requestCap
	capLooks    *k6output.PeriodicFlusher
	checkpoints *k6output.PeriodicFlusher
	nextWrite   time.Time
}

var (
	_ k6output.WithThresholds        = (*evidenceOutput)(nil)
	_ k6output.WithTestRunStop       = (*evidenceOutput)(nil)
	_ k6output.WithStopWithTestError = (*evidenceOutput)(nil)
)

// newOutput writes the first document at once: k6 only logs an output that fails at its end, so a file that cannot
// be written must stop it here, before any load.
func newOutput(params k6output.Params) (*evidenceOutput, error) {
	if params.ConfigArgument == "" {
		return nil, errors.New("no file given: --out evidence=<file>")
	}
	logger, ok := params.Logger.(*logrus.Logger)
	if !ok {
		return nil, fmt.Errorf("cannot see exceptions of the script: k6's logger is a %T", params.Logger)
	}
	digest, err := scriptDigest(params)
	if err != nil {
		return nil, err
	}
	o := &evidenceOutput{path: params.ConfigArgument, logger: logger, recorder: newRecorder(time.Now()), watch: newWatch(processReader())}
	o.watch.collector = newCollector(os.LookupEnv)
	options, err := describeOptions(params.ScriptOptions)
	if err != nil {
		return nil, err
	}
	o.header = document{
		SchemaVersion: schemaVersion, Tool: "k6", ToolVersion: k6Version(), ExtensionVersion: extensionVersion,
		RunID: params.Environment["GONOGO_RUN_ID"], Script: scriptDocument{Path: params.ScriptPath.Path, SHA256: digest},
		Options: options, Precision: ownPrecision, Lacks: []string{},
	}
	o.segment = params.ScriptOptions.ExecutionSegment.String()
	o.recorder.scenarios.segment, o.recorder.scenarios.configs = params.ScriptOptions.ExecutionSegment, params.ScriptOptions.Scenarios
	if err := o.recorder.countFurther(params.Environment[furtherLimits]); err != nil {
		return nil, err
	}
	if err := o.requestCap.read(params.Environment[mostRequests]); err != nil {
		return nil, err
	}
	logger.AddHook(exceptionHook{o.recorder.noteException})
	logger.AddHook(unsentHook{o.recorder})
	return o, o.write(false)
}

func scriptDigest(params k6output.Params) (string, error) {
	source, err := afero.ReadFile(params.FS, params.ScriptPath.Path)
	if err != nil {
		return "", fmt.Errorf("cannot read the script to record its digest: %w", err)
	}
	sum := sha256.Sum256(source)
	return hex.EncodeToString(sum[:]), nil
}

// k6Version comes from what the binary was built of: k6's own constant is internal.
func k6Version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, dependency := range info.Deps {
			if dependency.Path == "go.k6.io/k6/v2" {
				return dependency.Version
			}
		}
	}
	return "unknown"
}

func (o *evidenceOutput) Description() string { return "evidence (" + o.path + ")" }

// SetThresholds is called before Start, with --no-thresholds too.
func (o *evidenceOutput) SetThresholds(thresholds map[string]metrics.Thresholds) {
	o.refused = o.recorder.setThresholds(thresholds)
}

// SetTestRunStopCallback is called before Start.
func (o *evidenceOutput) SetTestRunStopCallback(stop func(error)) { o.requestCap.stop = stop }

func (o *evidenceOutput) Start() error {
	if o.refused != nil {
		return errext.WithExitCodeIfNone(o.refused, exitcodes.InvalidConfig)
	}
	o.recorder.startedAt = time.Now()
	o.watch.start(o.recorder.startedAt)
	var err error
	if o.capLooks, err = k6output.NewPeriodicFlusher(capEvery, func() { o.requestCap.look(o.recorder.sent()) }); err != nil {
		return err
	}
	o.checkpoints, err = k6output.NewPeriodicFlusher(checkpointEvery, o.checkpoint)
	return err
}

func (o *evidenceOutput) AddMetricSamples(samples []metrics.SampleContainer) { o.recorder.add(samples) }

func (o *evidenceOutput) Stop() error { return o.StopWithTestError(nil) }

// StopWithTestError says `complete` only of a run that went to its end: an interrupted or aborted one did not.
func (o *evidenceOutput) StopWithTestError(testError error) error {
	o.requestCap.over.Store(true)
	o.capLooks.Stop()
	o.checkpoints.Stop()
	o.watch.end()
	return o.write(ranToItsEnd(testError))
}

// checkpoint writes what there is so far, unless the last one took long: of a soak with many series the file grows,
// and the instrument must not become the load.
func (o *evidenceOutput) checkpoint() {
	began := time.Now()
	if began.Before(o.nextWrite) {
		return
	}
	if err := o.write(false); err != nil {
		o.logger.WithError(err).Warn("evidence: could not write a checkpoint")
	}
	o.nextWrite = began.Add(min(checkpointShare*time.Since(began), longestWithoutCheckpoint))
}

func ranToItsEnd(testError error) bool {
	if testError == nil {
		return true
	}
	var coded errext.HasExitCode
	if !errors.As(testError, &coded) {
		return false
	}
	return coded.ExitCode() == exitcodes.ThresholdsHaveFailed || coded.ExitCode() == exitcodes.MarkedAsFailed
}

func (o *evidenceOutput) write(ended bool) error {
	runner := runnerDocument{Segment: o.segment, Instrument: o.watch.describe()}
	return o.recorder.fill(o.header, runner, time.Now(), ended).write(o.path)
}
