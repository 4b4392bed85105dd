package xk6

import (
	"encoding/json"
	"fmt"
	"strings"
)

// furtherLimits names the environment variable with the limits to count besides the script's own: those that
// policy.yaml makes tighter. src/records/further-limits.ts says what is in it.
const furtherLimits = "GONOGO_FURTHER_LIMITS"

type furtherLimit struct {
	Metric     string `json:"metric"`
	Expression string `json:"expression"`
}

// countFurther has limits counted that are no thresholds of the script. k6 itself never hears of them.
func (r *recorder) countFurther(text string) error {
	if text == "" {
		return nil
	}
	var asked []furtherLimit
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&asked); err != nil {
		return fmt.Errorf("%s cannot be read: %w", furtherLimits, err)
	}
	for _, one := range asked {
		counted, err := newLimit(one.Metric, one.Expression)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", furtherLimits, one.Metric, err)
		}
		r.limits = append(r.limits, counted)
	}
	return nil
}
