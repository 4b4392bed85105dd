package xk6

import "github.com/sirupsen/logrus"

// exceptionHook counts iterations that ended in an uncaught exception. k6 counts such an iteration as complete, emits
// no metric for it and exits 0 (grafana/k6#6480); its log line, written by the scenario's executor, is the only sign.
type exceptionHook struct{ note func() }

func (h exceptionHook) Levels() []logrus.Level { return []logrus.Level{logrus.ErrorLevel} }

// Fire takes lines of executors only: a script's own console.error carries neither field.
func (h exceptionHook) Fire(entry *logrus.Entry) error {
	_, hasScenario := entry.Data["scenario"]
	_, hasExecutor := entry.Data["executor"]
	if hasScenario && hasExecutor {
		h.note()
	}
	return nil
}
