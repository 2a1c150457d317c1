import { type Attributes, context, metrics, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'

/** What a process tells of itself. */
export interface Telemetry {
  /** Everything that this process has counted, in Prometheus' text format. */
  exposition(): Promise<string>
  /** Sends the spans that still wait. */
  stop(): Promise<void>
}

/**
 * Begins to keep figures and, where the environment names a collector (OTEL_EXPORTER_OTLP_ENDPOINT and its kin: OpenTelemetry's own
 * variables, read by its exporter), to send spans there. Once in a process. The registry is OpenTelemetry's global one, which the built app
 * and the doors beside it share.
 */
export function startTelemetry(service: string, { instance, collector }: { instance: string; collector: boolean }): Telemetry {
  const resource = resourceFromAttributes({ 'service.name': service, 'service.instance.id': instance })
  const reader = new PrometheusExporter({ preventServerStart: true })
  metrics.setGlobalMeterProvider(new MeterProvider({ resource, readers: [reader] }))
  const serializer = new PrometheusSerializer(undefined, false, undefined, true, true)
  const spans = collector
    ? new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })] })
    : null
  if (spans) {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    trace.setGlobalTracerProvider(spans)
  }
  return {
    exposition: async () => serializer.serialize((await reader.collect()).resourceMetrics),
    stop: async () => spans?.shutdown(),
  }
}

const tracer = trace.getTracer('sekisho')

/**
 * Carries out a piece of work as a span, inside the one that is under way. Attributes are codes and names of jobs, never anything about a
 * person; of an error only its class is kept, because its words may quote what somebody typed.
 */
export function spanned<T>(name: string, attributes: Attributes, work: () => Promise<T>, kind = SpanKind.INTERNAL): Promise<T> {
  return tracer.startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work()
    } catch (error) {
      span.setAttribute('error.type', (error as Error).name)
      span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}
