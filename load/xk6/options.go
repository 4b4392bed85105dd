package xk6

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"

	"go.k6.io/k6/v2/lib"
)

// toldOptions are those that say what was sent, and how. Left out are secrets (tlsAuth, cloud, ext), and what may
// differ between the machines of one run (hosts, blacklistIPs, tags, executionSegment).
var toldOptions = []string{
	"scenarios", "thresholds", "executionSegmentSequence", "rps", "dns", "maxRedirects", "userAgent", "batch", "batchPerHost",
	"insecureSkipTLSVerify", "tlsCipherSuites", "tlsVersion", "throw", "blockHostnames", "noConnectionReuse",
	"noVUConnectionReuse", "minIterationDuration", "noCookiesReset", "discardResponseBodies", "systemTags",
	"noSetup", "setupTimeout", "noTeardown", "teardownTimeout",
}

// describeOptions tells the options as k6 resolved them. Of a scenario's `env` only the names: values may be secrets.
func describeOptions(options lib.Options) (json.RawMessage, error) {
	text, err := json.Marshal(options)
	var all map[string]any
	if err == nil {
		decoder := json.NewDecoder(bytes.NewReader(text))
		decoder.UseNumber()
		err = decoder.Decode(&all)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot tell the options of the script: %w", err)
	}
	told := map[string]any{}
	for _, name := range toldOptions {
		if value := all[name]; value != nil {
			told[name] = value
		}
	}
	scenarios, _ := told["scenarios"].(map[string]any)
	for _, scenario := range scenarios {
		if fields, isObject := scenario.(map[string]any); isObject {
			hideValues(fields)
		}
	}
	var made bytes.Buffer
	encoder := json.NewEncoder(&made)
	encoder.SetEscapeHTML(false)
	err = encoder.Encode(told)
	return bytes.TrimSpace(made.Bytes()), err
}

func hideValues(scenario map[string]any) {
	values, _ := scenario["env"].(map[string]any)
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	scenario["env"] = names
}
