package xk6

import (
	"strings"

	"go.k6.io/k6/v2/metrics"
)

// selector picks the samples of one threshold: `http_req_duration{name:pay,expected_response:true}`.
type selector struct {
	metric string
	tags   map[string]string
}

// parseSelector reads a threshold's key with k6's own parser, and cleans tags as its AddSubmetric does.
func parseSelector(key string) (selector, error) {
	metric, pairs, err := metrics.ParseMetricName(key)
	if err != nil {
		return selector{}, err
	}
	tags := make(map[string]string, len(pairs))
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, ":")
		tags[unquote(name)] = unquote(value)
	}
	return selector{metric: metric, tags: tags}, nil
}

func unquote(text string) string { return strings.Trim(strings.TrimSpace(text), `"'`) }

func (s selector) selects(tags *metrics.TagSet) bool {
	for name, wanted := range s.tags {
		if value, present := tags.Get(name); !present || value != wanted {
			return false
		}
	}
	return true
}
