package xk6

import (
	"errors"
	"net/url"
	"regexp"
	"sort"
	"strings"

	"github.com/sirupsen/logrus"
	"go.k6.io/k6/v2/metrics"
)

// More places than this say no more about what is wrong with a script.
const maxPlaces = 5

const longestPlace = 80

// k6's error codes of a request that it keeps back: https://grafana.com/docs/k6/latest/javascript-api/error-codes/
const (
	codeOther          = "1000"
	codeBlacklistedIP  = "1110"
	codeBlockedHost    = "1111"
	unsupportedScheme  = "unsupported protocol scheme"
	noHost             = "http: no Host in request URL"
	requestFailedWords = "Request Failed"
	invalidURLWords    = "invalid URL"
)

// unsent are requests that never left, because of the script alone: to a host that is not allowed, or to none. They
// say nothing about the target, and are in no other figure.
type unsent struct {
	requests uint64
	// redirects that were answered and have not been followed by a request that was kept back.
	redirects uint64
	places    map[string]bool
}

// takes tells whether the samples are those of such a request. Where an answer may have sent it there (each redirect
// accounts for one), it is the target's doing, and stays a failed request.
func (u *unsent) takes(to *route) bool {
	switch {
	case to.redirect:
		u.redirects++
	case to.unsent && u.redirects > 0:
		u.redirects--
	case to.unsent:
		u.requests++
		return true
	}
	return false
}

func (u *unsent) note(place string) {
	if len(place) > longestPlace {
		place = place[:longestPlace]
	}
	if u.places == nil {
		u.places = map[string]bool{}
	}
	if len(u.places) < maxPlaces {
		u.places[place] = true
	}
}

func (u *unsent) describe() unsentDocument {
	made := unsentDocument{Requests: u.requests, To: []string{}}
	if u.requests > 0 {
		for place := range u.places {
			made.To = append(made.To, place)
		}
	}
	sort.Strings(made.To)
	return made
}

func isUnsent(tags *metrics.TagSet) bool {
	code, _ := tags.Get(metrics.TagErrorCode.String())
	if code != codeOther {
		return code == codeBlacklistedIP || code == codeBlockedHost
	}
	text, _ := tags.Get(metrics.TagError.String())
	return strings.HasPrefix(text, unsupportedScheme) || text == noHost
}

func isRedirect(tags *metrics.TagSet) bool {
	status, _ := tags.Get(metrics.TagStatus.String())
	return strings.HasPrefix(status, "3")
}

// unsentHook learns from k6's warnings where such requests were to go: with a `name` tag, no sample tells. A URL that
// k6 cannot even read leaves no sample at all, and is counted here.
type unsentHook struct{ recorder *recorder }

// k6's own words. Its error types are in packages that need modules which nothing else here does.
var keptBack = regexp.MustCompile(`is in a (blacklisted range|blocked pattern) \(`)

func (h unsentHook) Levels() []logrus.Level { return []logrus.Level{logrus.WarnLevel} }

func (h unsentHook) Fire(entry *logrus.Entry) error {
	err, isError := entry.Data[logrus.ErrorKey].(error)
	if !isError || entry.Message != requestFailedWords {
		return nil
	}
	isInvalid := strings.HasPrefix(err.Error(), invalidURLWords)
	if place, known := placeOf(err, isInvalid); known {
		h.recorder.noteUnsent(place, isInvalid)
	}
	return nil
}

func placeOf(err error, isInvalid bool) (string, bool) {
	if isInvalid {
		return err.Error(), true
	}
	var asked *url.Error
	if !errors.As(err, &asked) {
		return "", false
	}
	to, _, _ := strings.Cut(asked.URL, "?")
	parsed, unreadable := url.Parse(to)
	if to == "" {
		return "an empty address", true
	}
	if unreadable != nil || parsed.Host == "" {
		return to, true
	}
	return parsed.Hostname(), keptBack.MatchString(err.Error())
}
