package xk6

import (
	"errors"
	"fmt"
	"net/url"
	"testing"
)

// request adds what k6 tells of one request.
func (b *bench) request(failed float64, tags map[string]string) {
	b.add(
		b.sample(b.builtin.HTTPReqs, 0, 1, tags), b.sample(b.builtin.HTTPReqDuration, 0, 5, tags),
		b.sample(b.builtin.HTTPReqFailed, 0, failed, tags),
	)
}

func TestARequestThatK6KeepsBackIsInNoFigure(t *testing.T) {
	cases := map[string]map[string]string{
		"an address that is not allowed": {"status": "0", "error_code": "1110"},
		"a host that the script blocks":  {"status": "0", "error_code": "1111"},
		"no protocol":                    {"status": "0", "error_code": "1000", "error": `unsupported protocol scheme ""`},
		"no host":                        {"status": "0", "error_code": "1000", "error": "http: no Host in request URL"},
	}
	for name, tags := range cases {
		b := newBench(t, map[string][]string{"http_req_failed": {"rate<0.01"}, "http_req_duration": {"p(95)<500"}})
		b.request(1, tags)
		made := b.fill(true)
		if made.Unsent.Requests != 1 || made.Requests != 0 || made.Limits[0].Samples+made.Limits[1].Samples != 0 {
			t.Errorf("%s: %+v", name, made)
		}
	}
}

func TestWhatTheTargetDoesWrongStaysAFailedRequest(t *testing.T) {
	cases := map[string]map[string]string{
		"refused":           {"status": "0", "error_code": "1212"},
		"reset":             {"status": "0", "error_code": "1220"},
		"timed out":         {"status": "0", "error_code": "1050"},
		"no such host":      {"status": "0", "error_code": "1101"},
		"another mishap":    {"status": "0", "error_code": "1000", "error": "EOF"},
		"an internal error": {"status": "500", "error_code": "1500"},
	}
	for name, tags := range cases {
		b := newBench(t, map[string][]string{"http_req_failed": {"rate<0.01"}})
		b.request(1, tags)
		made := b.fill(true)
		if made.Unsent.Requests != 0 || made.Requests != 1 || made.Limits[0].Beyond != 1 {
			t.Errorf("%s: %+v", name, made)
		}
	}
}

func TestEachRedirectMayHaveSentOneRequestToAHostThatIsNotAllowed(t *testing.T) {
	b := newBench(t, map[string][]string{"http_req_failed": {"rate<0.01"}})
	kept := map[string]string{"status": "0", "error_code": "1110"}
	b.request(0, map[string]string{"status": "302"})
	b.request(1, kept)
	b.request(1, kept)
	made := b.fill(true)
	if made.Unsent.Requests != 1 || made.Requests != 2 || made.Limits[0].Beyond != 1 {
		t.Errorf("%+v", made)
	}
}

func TestK6sWarningsTellWhereARequestWasToGo(t *testing.T) {
	params := paramsFor(t, t.TempDir()+"/evidence.json")
	out, err := newOutput(params)
	if err != nil {
		t.Fatal(err)
	}
	warn := func(err error) { params.Logger.WithField("error", err).Warn("Request Failed") }
	warn(&url.Error{Op: "Get", URL: "https://api.example.com/x?token=1", Err: errors.New("IP (0.0.0.0) is in a blacklisted range (0.0.0.0/8)")})
	warn(&url.Error{Op: "Get", URL: "undefined/login", Err: errors.New(`unsupported protocol scheme ""`)})
	warn(&url.Error{Op: "Get", URL: "", Err: errors.New(`unsupported protocol scheme ""`)})
	warn(&url.Error{Op: "Get", URL: "http://127.0.0.1:1/", Err: errors.New("connection refused")})
	params.Logger.WithField("error", "unlike an error").Warn("Request Failed")
	if made := out.recorder.unsent.describe(); made.Requests != 0 || len(made.To) != 0 {
		t.Errorf("before any was kept back: %+v", made)
	}
	unreadable := errors.New(`invalid URL: parse ":3000/x": missing protocol scheme`)
	warn(unreadable)
	made := out.recorder.unsent.describe()
	wanted := fmt.Sprint([]string{"an empty address", "api.example.com", unreadable.Error(), "undefined/login"})
	if made.Requests != 1 || fmt.Sprint(made.To) != wanted {
		t.Errorf("got %+v, want %s", made, wanted)
	}
}

func TestPlacesAreFew(t *testing.T) {
	var u unsent
	for i := range 100 {
		u.note(fmt.Sprint("host", i))
	}
	u.takes(&route{unsent: true})
	if made := u.describe(); len(made.To) != maxPlaces {
		t.Errorf("%+v", made)
	}
}
