package xk6

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.k6.io/k6/v2/lib"
	"go.k6.io/k6/v2/lib/executor"
	"gopkg.in/guregu/null.v3"
)

func TestOptionsAreToldWithoutSecretsAndWithoutWhatMachinesDifferIn(t *testing.T) {
	config := executor.NewConstantVUsConfig("rush")
	config.Env = map[string]string{"TOKEN": "hunter2", "A": "hunter2"}
	options := lib.Options{
		RPS: null.IntFrom(7), Scenarios: lib.ScenarioConfigs{"rush": config},
		TLSAuth:  []*lib.TLSAuth{{TLSAuthFields: lib.TLSAuthFields{Key: "hunter2", Cert: "hunter2"}}},
		External: map[string]json.RawMessage{"x": json.RawMessage(`"hunter2"`)}, Cloud: json.RawMessage(`{"token":"hunter2"}`),
		RunTags: map[string]string{"instance": "hunter2"},
	}
	first, err := describeOptions(options)
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{`"rps":7`, `"env":["A","TOKEN"]`, `"executor":"constant-vus"`} {
		if !strings.Contains(string(first), wanted) {
			t.Errorf("no %s in %s", wanted, first)
		}
	}
	if strings.Contains(string(first), "hunter2") {
		t.Errorf("a secret: %s", first)
	}
	if options.ExecutionSegment, err = lib.NewExecutionSegmentFromString("1/2:1"); err != nil {
		t.Fatal(err)
	}
	if again, _ := describeOptions(options); string(again) != string(first) {
		t.Errorf("another segment has other options: %s", again)
	}
}

func TestTheHeaderSaysWhatWasRun(t *testing.T) {
	params := paramsFor(t, filepath.Join(t.TempDir(), "evidence.json"))
	params.ScriptOptions.RPS = null.IntFrom(7)
	segment, err := lib.NewExecutionSegmentFromString("0:1/4")
	if err != nil {
		t.Fatal(err)
	}
	params.ScriptOptions.ExecutionSegment = segment
	if _, err := newOutput(params); err != nil {
		t.Fatal(err)
	}
	header, err := readDocument(params.ConfigArgument)
	if err != nil {
		t.Fatal(err)
	}
	if header.ToolVersion == "" || header.ExtensionVersion != extensionVersion || !strings.Contains(string(header.Options), `"rps":7`) {
		t.Errorf("%+v", header)
	}
	if runner := header.Runners[0]; runner.Segment != "0:1/4" || runner.Ended || header.Complete {
		t.Errorf("%+v", runner)
	}
}

func TestTheExtensionIsOfTheSameVersionAsGonogo(t *testing.T) {
	var manifest struct{ Version string }
	text, err := os.ReadFile(filepath.Join("..", "..", "package.json"))
	if err != nil || json.Unmarshal(text, &manifest) != nil || manifest.Version != extensionVersion {
		t.Errorf("package.json says %q, this %q (%v)", manifest.Version, extensionVersion, err)
	}
}
