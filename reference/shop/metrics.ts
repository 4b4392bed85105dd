import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { MiddlewareHandler } from 'hono';
import { settings } from './settings.js';
import { pool } from './store.js';

const counters = new Map<string, number>();
const bucketsMs = [5, 10, 25, 50, 100, 250, 500, 1000, 2500];
const loopDelay = monitorEventLoopDelay({ resolution: 20 });
loopDelay.enable();

/** Adds to a counter, told apart by its labels. */
export function count(name: string, labels: Record<string, string> = {}, by = 1): void {
  const told = Object.entries({ ...labels, replica: settings.replica }).map(([label, value]) => `${label}="${value}"`);
  const series = `shop_${name}{${told.join(',')}}`;
  counters.set(series, (counters.get(series) ?? 0) + by);
}

/** Counts each answer and how long it took. */
export const measure: MiddlewareHandler = async (c, next) => {
  const from = performance.now();
  await next();
  const ms = performance.now() - from;
  count('http_requests_total', { method: c.req.method, status: String(c.res.status) });
  for (const le of bucketsMs) if (ms <= le) count('http_request_duration_seconds_bucket', { le: String(le / 1000) });
  count('http_request_duration_seconds_bucket', { le: '+Inf' });
  count('http_request_duration_seconds_count');
  count('http_request_duration_seconds_sum', {}, ms / 1000);
};

/** All of it in Prometheus' text format. */
export function exposition(): string {
  const replica = `{replica="${settings.replica}"}`;
  const { user, system } = process.cpuUsage();
  const gauges = [
    `shop_database_connections${replica} ${pool.totalCount}`,
    `shop_database_waiting${replica} ${pool.waitingCount}`,
    `process_cpu_seconds_total${replica} ${(user + system) / 1e6}`,
    `process_start_time_seconds${replica} ${performance.timeOrigin / 1000}`,
    `process_resident_memory_bytes${replica} ${process.memoryUsage.rss()}`,
    `shop_event_loop_delay_p99_seconds${replica} ${loopDelay.percentile(99) / 1e9}`,
  ];
  const types = [
    '# TYPE shop_http_requests_total counter',
    '# TYPE shop_http_request_duration_seconds histogram',
    '# TYPE shop_orders_total counter',
  ];
  return [...types, ...[...counters].map(([series, value]) => `${series} ${value}`), ...gauges, ''].join('\n');
}
