// Traces for OpenTelemetry: BullMQ's own support, sent over OTLP. Loaded only where somebody wants them; nothing of what
// people wrote is in a span.
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import type { Telemetry } from 'bullmq';
import { BullMQOtel } from 'bullmq-otel';
import type { Clock } from '../base/clock.ts';
import { type Log, sparingly } from '../base/log.ts';
import { settles } from '../base/time-limit.ts';

export type TracingOptions = {
  /** Where the collector takes OTLP over HTTP, without `/v1/traces`. */
  endpoint: string;
  headers: Record<string, string>;
  serviceName: string;
  version: string;
  role: string;
  clock: Clock;
  log: Log;
};

export type Tracing = {
  /** For every queue and worker. */
  telemetry: Telemetry;
  /** Sends what is left, and ends. Never rejects, and takes at most three seconds. */
  stop(): Promise<void>;
};

/** As long as a collector that answers needs at most. */
const LAST_SPANS_MS = 3_000;
/** After so long, with what was tried again in it, spans are given up. */
const SENT_WITHIN_MS = 2_500;

/** Starts sending; a collector that does not answer only costs its spans, and a warning. */
export function startTracing(options: TracingOptions): Tracing {
  const { serviceName, version, role } = options;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({
      'service.name': serviceName,
      'service.version': version,
      'liaison.role': role,
    }),
    spanProcessors: [new BatchSpanProcessor(exporterTo(options))],
  });
  provider.register();
  return {
    telemetry: new BullMQOtel({ tracerName: 'liaison', version }),
    async stop() {
      await settles(provider.shutdown(), LAST_SPANS_MS);
    },
  };
}

/** The library keeps to itself what it could not send. */
function exporterTo({ endpoint, headers, clock, log }: TracingOptions): SpanExporter {
  const url = `${endpoint.replace(/\/+$/, '')}/v1/traces`;
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: SENT_WITHIN_MS });
  const complain = sparingly(log, clock);
  return {
    export: (spans, done) =>
      exporter.export(spans, result => {
        if (result.error) complain({ reason: result.error.message, url }, 'traces could not be sent');
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
}
