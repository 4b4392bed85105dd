package xk6

import "testing"

func TestReadsK6sThresholdGrammar(t *testing.T) {
	cases := map[string]rule{
		"p(95)<500":     {quantileRule, 0.95, "<", 500},
		"p(99.9) <= 10": {quantileRule, 0.9990000000000001, "<=", 10},
		"med<200":       {quantileRule, 0.5, "<", 200},
		"max<1000":      {quantileRule, 1, "<", 1000},
		"rate>0.95":     {rateRule, 0, ">", 0.95},
		"rate===0":      {rateRule, 0, "==", 0},
		"count==0":      {countRule, 0, "==", 0},
		"count>=100":    {countRule, 0, ">=", 100},
	}
	for expression, wanted := range cases {
		parsed, err := parseExpression(expression)
		if err != nil || parsed != wanted {
			t.Errorf("%s: got %+v, %v; want %+v", expression, parsed, err, wanted)
		}
	}
}

func TestRefusesWhatCountsCannotJudge(t *testing.T) {
	for _, expression := range []string{"avg<5", "min<5", "value>1", "p(0)<5", "p(101)<5", "p95<5", "count!=1", "p(95)<fast", "", "p(95)"} {
		if parsed, err := parseExpression(expression); err == nil {
			t.Errorf("%q was taken as %+v", expression, parsed)
		}
	}
}

func TestTheEdgeItselfIsBeyondAStrictLimitOnly(t *testing.T) {
	cases := []struct {
		expression string
		value      float64
		beyond     bool
	}{
		{"p(95)<500", 499.999, false},
		{"p(95)<500", 500, true},
		{"p(95)<=500", 500, false},
		{"p(5)>10", 10, true},
		{"p(5)>=10", 10, false},
		{"rate<0.01", 0, false},
		{"rate<0.01", 1, true},
		{"count>1", 5, false},
	}
	for _, c := range cases {
		parsed, err := parseExpression(c.expression)
		if err != nil || parsed.beyond(c.value) != c.beyond {
			t.Errorf("%s of %v: got %v, %v", c.expression, c.value, parsed.beyond(c.value), err)
		}
	}
}
