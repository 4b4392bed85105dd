package xk6

import (
	"bytes"
	"math"
	"os"
	"path"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"strings"
)

// reading is what the system says of this process at one moment; NaN where it says nothing.
type reading struct {
	cpuMs, gcPauseMs, throttledMs, rssBytes, heapBytes, descriptors, descriptorLimit float64
}

// since is the row of a second: what was used in it, and what was held at its end.
func (r reading) since(last reading) map[string]figure {
	return map[string]figure{
		"cpuMs": figure(r.cpuMs - last.cpuMs), "gcPauseMs": figure(r.gcPauseMs - last.gcPauseMs),
		"throttledMs": figure(r.throttledMs - last.throttledMs),
		"rssBytes":    figure(r.rssBytes), "heapBytes": figure(r.heapBytes), "fileDescriptors": figure(r.descriptors),
	}
}

// processReader finds out where this system tells what, and returns what reads it.
func processReader() func() reading {
	throttling := throttlingFile("/proc/self/cgroup", "/sys/fs/cgroup")
	return func() reading {
		var gc debug.GCStats
		debug.ReadGCStats(&gc)
		heap := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		metrics.Read(heap)
		return reading{
			cpuMs: cpuMs(), gcPauseMs: gc.PauseTotal.Seconds() * 1000, throttledMs: throttledMs(throttling),
			rssBytes: residentBytes("/proc/self/statm"), heapBytes: float64(heap[0].Value.Uint64()),
			descriptors: openDescriptors("/proc/self/fd"), descriptorLimit: descriptorLimit(),
		}
	}
}

func residentBytes(file string) float64 {
	text, err := os.ReadFile(file)
	fields := strings.Fields(string(text))
	if err != nil || len(fields) < 2 {
		return math.NaN()
	}
	return number(fields[1]) * float64(os.Getpagesize())
}

func openDescriptors(folder string) float64 {
	opened, err := os.Open(folder)
	if err != nil {
		return math.NaN()
	}
	defer func() { _ = opened.Close() }()
	names, err := opened.Readdirnames(-1)
	if err != nil {
		return math.NaN()
	}
	return float64(len(names) - 1) // without the one that looks
}

// throttlingFile is the cpu.stat of the group of processes that this one is in, "" where nothing limits its processor
// time: version 2 of control groups, or 1; seen from inside a container, the group is the root of what can be seen.
func throttlingFile(groups, root string) string {
	text, _ := os.ReadFile(groups)
	candidates := []string{}
	for line := range strings.Lines(string(text)) {
		parts := strings.SplitN(strings.TrimSpace(line), ":", 3)
		switch {
		case len(parts) == 3 && parts[1] == "":
			candidates = append(candidates, path.Join(root, parts[2]), root)
		case len(parts) == 3 && strings.Contains(","+parts[1]+",", ",cpu,"):
			candidates = append(candidates, path.Join(root, parts[1], parts[2]), path.Join(root, "cpu", parts[2]), path.Join(root, "cpu"))
		}
	}
	for _, folder := range candidates {
		file := path.Join(folder, "cpu.stat")
		if !math.IsNaN(throttledMs(file)) {
			return file
		}
	}
	return ""
}

// throttledMs is `throttled_usec` of version 2, `throttled_time` (in nanoseconds) of version 1.
func throttledMs(file string) float64 {
	if file == "" {
		return math.NaN()
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return math.NaN()
	}
	for line := range bytes.Lines(text) {
		name, value, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
		switch name {
		case "throttled_usec":
			return number(value) / 1e3
		case "throttled_time":
			return number(value) / 1e6
		}
	}
	return math.NaN()
}

func number(text string) float64 {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return math.NaN()
	}
	return value
}
