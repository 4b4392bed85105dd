import { z } from 'zod';
import { entryOfFields, type LogEntry } from './log-entry.js';

// OTLP's JSON encoding, as the collector's file exporter writes it, one message a line: https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
const anyValue = z.object({
  stringValue: z.string().optional(),
  intValue: z.union([z.string(), z.number()]).optional(),
  doubleValue: z.number().optional(),
  boolValue: z.boolean().optional(),
});
const attributes = z.array(z.object({ key: z.string(), value: anyValue.optional() })).optional();
const nanoseconds = z.union([z.string(), z.number()]).optional();
const logRecord = z.object({
  timeUnixNano: nanoseconds,
  observedTimeUnixNano: nanoseconds,
  severityNumber: z.number().optional(),
  body: anyValue.optional(),
  traceId: z.string().optional(),
  attributes,
});
const span = z.object({
  name: z.string(),
  traceId: z.string(),
  endTimeUnixNano: nanoseconds,
  status: z.object({ code: z.union([z.number(), z.string()]).optional(), message: z.string().optional() }).optional(),
  attributes,
});
const message = z.object({
  resourceLogs: z
    .array(z.object({ scopeLogs: z.array(z.object({ logRecords: z.array(logRecord).optional() })).optional() }))
    .optional(),
  resourceSpans: z
    .array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span).optional() })).optional() }))
    .optional(),
});

/** ERROR and all that is worse: https://opentelemetry.io/docs/specs/otel/logs/data-model/#field-severitynumber */
const errorSeverity = 17;

/** What one line of an OTLP file says; undefined: it is none. Log records and spans alike. */
export function otlpEntries(line: string): LogEntry[] | undefined {
  const parsed = message.safeParse(jsonIn(line));
  if (!parsed.success) return undefined;
  const { resourceLogs, resourceSpans } = parsed.data;
  if (resourceLogs === undefined && resourceSpans === undefined) return undefined;
  const records = (resourceLogs ?? []).flatMap(({ scopeLogs = [] }) =>
    scopeLogs.flatMap(({ logRecords = [] }) => logRecords),
  );
  const spans = (resourceSpans ?? []).flatMap(({ scopeSpans = [] }) =>
    scopeSpans.flatMap(({ spans: some = [] }) => some),
  );
  return [...records.map(ofRecord), ...spans.map(ofSpan)];
}

function ofRecord(record: z.infer<typeof logRecord>): LogEntry {
  const { timeUnixNano, observedTimeUnixNano, severityNumber, body, traceId } = record;
  const written = [timeUnixNano, observedTimeUnixNano].find((time) => time !== undefined && Number(time) > 0);
  const entry = entryOfFields(
    { ...fieldsOf(record), time: written, msg: body?.stringValue, traceId },
    JSON.stringify(record),
  );
  return severityNumber === undefined ? entry : { ...entry, isError: severityNumber >= errorSeverity };
}

/** A span is an error where it says so itself, and where it is a server's that answered 5xx. */
function ofSpan(one: z.infer<typeof span>): LogEntry {
  const { name, traceId, endTimeUnixNano, status } = one;
  const fields = { ...fieldsOf(one), time: endTimeUnixNano, traceId };
  const entry = entryOfFields(fields, JSON.stringify(one));
  const isFailed = status?.code === 2 || status?.code === 'STATUS_CODE_ERROR';
  const words =
    status?.message === undefined || status.message === '' ? `${name} failed` : `${name}: ${status.message}`;
  return { ...entry, isError: isFailed || entry.isError, message: isFailed ? words : entry.message };
}

function fieldsOf({ attributes: given = [] }: { attributes?: z.infer<typeof attributes> }): Record<string, unknown> {
  return Object.fromEntries(
    given.map(({ key, value = {} }) => [
      key,
      value.stringValue ?? value.intValue ?? value.doubleValue ?? value.boolValue,
    ]),
  );
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
