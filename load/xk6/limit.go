package xk6

import (
	"math"

	"go.k6.io/k6/v2/metrics"
)

type block struct {
	Samples uint64 `json:"samples"`
	Beyond  uint64 `json:"beyond"`
	// Of those beyond: requests without an answer, which are there whatever k6 says of their duration.
	Unanswered uint64 `json:"unanswered,omitempty"`
}

// limit counts one threshold exactly.
type limit struct {
	key, expression string
	selector        selector
	rule            rule
	total           block
	sum             sum
	values          sketch
	blocks          []block
	// k6's `rate` of a counter is per second: no share of samples. Known only when the metric is first seen.
	unjudgeable bool
}

func newLimit(key, expression string) (*limit, error) {
	chosen, err := parseSelector(key)
	if err != nil {
		return nil, err
	}
	parsed, err := parseExpression(expression)
	if err != nil {
		return nil, err
	}
	return &limit{key: key, expression: expression, selector: chosen, rule: parsed}, nil
}

// wants tells whether samples of this series belong to the limit. `dropped_iterations` counts every tick of the
// schedule, sent (0) or dropped (1): k6 emits nothing while nothing is dropped, and none must not look unmeasured.
func (l *limit) wants(series metrics.TimeSeries) bool {
	name := series.Metric.Name
	isTick := l.selector.metric == metrics.DroppedIterationsName && name == metrics.IterationsName
	if (name != l.selector.metric && !isTick) || !l.selector.selects(series.Tags) {
		return false
	}
	if l.rule.kind == rateRule && series.Metric.Type == metrics.Counter {
		l.unjudgeable = true
	}
	return true
}

// add counts a sample. An unanswered request (refused, reset, timed out) has no duration, whatever k6 says: it is
// beyond every upper limit, and proves nothing about a lower one.
func (l *limit) add(sample *metrics.Sample, second int, unanswered bool) {
	value := sample.Value
	if unanswered && !l.rule.isUpper() {
		return
	}
	if sample.Metric.Name != l.selector.metric {
		value = 0
	}
	for len(l.blocks) <= second {
		l.blocks = append(l.blocks, block{})
	}
	l.total.Samples++
	l.blocks[second].Samples++
	if unanswered || l.rule.beyond(value) {
		l.total.Beyond++
		l.blocks[second].Beyond++
	}
	if unanswered {
		l.blocks[second].Unanswered++
	}
	l.sum.add(value)
	if l.rule.kind == quantileRule {
		if unanswered {
			value = math.Max(value, l.rule.edge) // a refusal after 0 ms must not make the statistic look quick
		}
		l.values.add(value)
	}
}

// observed is the statistic of the expression, for people; nil without samples.
func (l *limit) observed() *float64 {
	if l.total.Samples == 0 {
		return nil
	}
	var statistic float64
	switch l.rule.kind {
	case quantileRule:
		statistic = l.values.quantile(l.rule.quantile)
	case rateRule:
		statistic = float64(l.total.Beyond) / float64(l.total.Samples)
	case countRule:
		statistic = l.sum.float()
	}
	return &statistic
}
