import type { Limit } from './limit.js';

/** What k6 makes of a metric's samples. `unknown`: the script's own metric, whose kind no inspection shows. */
export type MetricKind = 'trend' | 'rate' | 'counter' | 'gauge' | 'unknown';

export interface LoadMetric {
  kind: MetricKind;
  unit: Limit['unit'];
}

const time: LoadMetric = { kind: 'trend', unit: 'ms' };
const counter: LoadMetric = { kind: 'counter', unit: '1' };
const bytes: LoadMetric = { kind: 'counter', unit: 'bytes' };
const rate: LoadMetric = { kind: 'rate', unit: '1' };
const gauge: LoadMetric = { kind: 'gauge', unit: '1' };

/** k6's built-in metrics: https://grafana.com/docs/k6/latest/using-k6/metrics/reference/. */
const builtIn: Record<string, LoadMetric> = {
  vus: gauge,
  vus_max: gauge,
  iterations: counter,
  iteration_duration: time,
  dropped_iterations: counter,
  checks: rate,
  group_duration: time,
  http_reqs: counter,
  http_req_failed: rate,
  http_req_duration: time,
  http_req_blocked: time,
  http_req_connecting: time,
  http_req_tls_handshaking: time,
  http_req_sending: time,
  http_req_waiting: time,
  http_req_receiving: time,
  ws_sessions: counter,
  ws_msgs_sent: counter,
  ws_msgs_received: counter,
  ws_ping: time,
  ws_session_duration: time,
  ws_connecting: time,
  grpc_req_duration: time,
  data_sent: bytes,
  data_received: bytes,
};

/** A metric of k6 by its name; any other is the script's own. */
export function loadMetric(name: string): LoadMetric {
  return Object.hasOwn(builtIn, name) ? (builtIn[name] as LoadMetric) : { kind: 'unknown', unit: '1' };
}
