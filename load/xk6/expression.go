package xk6

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

type ruleKind int

const (
	quantileRule ruleKind = iota
	rateRule
	countRule
)

// rule is a threshold's expression as counts can judge it. Mirrors src/records/limit-expression.ts, which refuses
// the rest (`avg`, `min`, `value`) before a run; what still arrives here unjudgeable stops k6 before it sends.
type rule struct {
	kind     ruleKind
	quantile float64
	operator string
	edge     float64
}

// Longer operators first: `<` is part of `<=`.
var operators = []string{"<=", "<", ">=", ">", "===", "=="}

func parseExpression(expression string) (rule, error) {
	for _, operator := range operators {
		left, right, found := strings.Cut(expression, operator)
		if !found {
			continue
		}
		edge, err := strconv.ParseFloat(strings.TrimSpace(right), 64)
		if err != nil || math.IsNaN(edge) || math.IsInf(edge, 0) {
			return rule{}, fmt.Errorf("%q does not end in a number", expression)
		}
		parsed, err := parseAggregation(strings.TrimSpace(left))
		parsed.operator, parsed.edge = strings.TrimSuffix(operator, "=="), edge
		if parsed.operator == "" || parsed.operator == "=" {
			parsed.operator = "=="
		}
		return parsed, err
	}
	return rule{}, fmt.Errorf("%q has no comparison that counts can judge (<, <=, >, >=, ==)", expression)
}

func parseAggregation(aggregation string) (rule, error) {
	switch aggregation {
	case "med":
		return rule{kind: quantileRule, quantile: 0.5}, nil
	case "max":
		return rule{kind: quantileRule, quantile: 1}, nil
	case "rate":
		return rule{kind: rateRule}, nil
	case "count":
		return rule{kind: countRule}, nil
	}
	inner, isPercentile := strings.CutPrefix(aggregation, "p(")
	inner, isClosed := strings.CutSuffix(inner, ")")
	percent, err := strconv.ParseFloat(inner, 64)
	if !isPercentile || !isClosed || err != nil || !(percent > 0 && percent <= 100) {
		return rule{}, fmt.Errorf("%q cannot be judged from counts: use p(N), med, max, rate or count", aggregation)
	}
	return rule{kind: quantileRule, quantile: percent / 100}, nil
}

func (r rule) isUpper() bool { return r.operator == "<" || r.operator == "<=" }

// beyond tells whether one sample counts against the limit: on the wrong side of the edge, or non-zero for a rate.
func (r rule) beyond(value float64) bool {
	switch r.kind {
	case rateRule:
		return value != 0
	case countRule:
		return false
	case quantileRule:
	}
	switch r.operator {
	case "<":
		return !(value < r.edge)
	case "<=":
		return !(value <= r.edge)
	case ">":
		return !(value > r.edge)
	default:
		return !(value >= r.edge)
	}
}
