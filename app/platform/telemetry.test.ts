import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test, vi } from 'vitest'
import { counter, gauge, histogram } from './metrics.server.ts'
import { spanned, startTelemetry } from './telemetry.server.ts'

interface Sent {
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly status: { readonly code: number; readonly message?: string }
  readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[]
}

/** A collector of spans on this machine. */
async function collector(): Promise<{ url: string; spans(): Sent[]; raw(): string }> {
  const bodies: string[] = []
  const server = createServer(async (req, res) => {
    let body = ''
    for await (const piece of req) body += String(piece)
    if (req.url === '/v1/traces') bodies.push(body)
    res.writeHead(200, { 'Content-Type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => void server.close())
  const spans = () =>
    bodies
      .flatMap((body) => (JSON.parse(body) as { resourceSpans: { scopeSpans: { spans: Sent[] }[] }[] }).resourceSpans)
      .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, raw: () => bodies.join() }
}

// The registries are the process's: they begin once.
const { url, spans, raw } = await collector()
vi.stubEnv('OTEL_EXPORTER_OTLP_ENDPOINT', url)
const telemetry = startTelemetry('test', { instance: 'test-1', collector: true })
vi.unstubAllEnvs()

const linesOf = async (name: string) => (await telemetry.exposition()).split('\n').filter((line) => line.includes(name))

test('a counter adds up per label, says what it is, and keeps the name it was given', async () => {
  const count = counter('t_calls_total', 'Calls.')
  count({ outcome: 'ok' })
  count({ outcome: 'ok' }, 2)
  count({ outcome: 'no' })
  expect(await linesOf('t_calls_total')).toEqual([
    '# HELP t_calls_total Calls.',
    '# TYPE t_calls_total counter',
    't_calls_total{outcome="ok"} 3',
    't_calls_total{outcome="no"} 1',
  ])
})

test('two copies of a module count into one figure, as in the web process', async () => {
  const here = counter('t_shared_total', 'Shared.')
  const there = counter('t_shared_total', 'Shared.')
  here()
  there()
  expect(await linesOf('t_shared_total 2')).toHaveLength(1)
})

test('a gauge shows the last value', async () => {
  const show = gauge('t_level', 'Level.')
  show(5, { shop: 'a' })
  show(4, { shop: 'a' })
  expect((await linesOf('t_level{')).join()).toBe('t_level{shop="a"} 4')
})

test('a histogram counts what took at most so long', async () => {
  const took = histogram('t_run_seconds', 'Runs.')
  took(0.03)
  took(40)
  const lines = await linesOf('t_run_seconds')
  expect(lines).toContain('t_run_seconds_bucket{le="0.01"} 0')
  expect(lines).toContain('t_run_seconds_bucket{le="0.05"} 1')
  expect(lines).toContain('t_run_seconds_bucket{le="30"} 1')
  expect(lines).toContain('t_run_seconds_bucket{le="+Inf"} 2')
  expect(lines).toContain('t_run_seconds_count 2')
})

test('a label with a value per shop cannot fill the memory', async () => {
  const show = gauge('t_shops', 'Shops.')
  for (let i = 0; i < 5000; i++) show(i, { shop: `s${i}` })
  expect((await linesOf('t_shops{')).length).toBeLessThan(2100)
})

test('spans reach the collector that the environment names, one inside the other, and an error tells its class only', async () => {
  const outcome = spanned('job kyc.reconcile', { 'sekisho.job': 'kyc.reconcile' }, () =>
    spanned('shopify WriteCustomer', {}, () => Promise.reject(new RangeError('山田 花子 is not a name'))),
  )
  await expect(outcome).rejects.toThrow('山田 花子')
  await telemetry.stop()

  const [inner, outer] = spans()
  expect([inner?.name, outer?.name]).toEqual(['shopify WriteCustomer', 'job kyc.reconcile'])
  expect([inner?.traceId, inner?.parentSpanId]).toEqual([outer?.traceId, outer?.spanId])
  expect(inner?.attributes).toContainEqual({ key: 'error.type', value: { stringValue: 'RangeError' } })
  expect(raw()).not.toContain('山田')
})
