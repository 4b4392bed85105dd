//go:build !linux && !darwin

package xk6

import "math"

func cpuMs() float64 { return math.NaN() }

func descriptorLimit() float64 { return math.NaN() }
