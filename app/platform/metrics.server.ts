// Prometheus' text format (version 0.0.4), written here because it is small: docs/decisions/0007-metrics-by-hand.md.

/** Names and values of labels. Codes, job names and shop domains only: never anything about a person. */
export type Labels = Readonly<Record<string, string>>

/** Upper bounds of a histogram's buckets, in seconds. */
const BOUNDS_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]
/** A label that takes a value per shop stops growing here; the rest is not shown. */
const SERIES_MAX = 1000

interface Series {
  readonly help: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  readonly values: Map<string, number>
}

type Registry = Map<string, Series>

// The web process holds this module twice, in the built app and beside it: both must write into one registry.
const HOME = Symbol.for('sekisho.metrics')
const home = globalThis as { [HOME]?: Registry }

function registry(): Registry {
  home[HOME] ??= new Map()
  return home[HOME]
}

function seriesOf(name: string, type: Series['type'], help: string): Series {
  const known = registry().get(name)
  if (known) return known
  const made: Series = { help, type, values: new Map() }
  registry().set(name, made)
  return made
}

function change(series: Series, key: string, to: (before: number) => number): void {
  const before = series.values.get(key)
  if (before === undefined && series.values.size >= SERIES_MAX) return
  series.values.set(key, to(before ?? 0))
}

/** Counts events since the process began. `name` ends in `_total`. */
export function counter(name: string, help: string): (labels?: Labels, by?: number) => void {
  return (labels = {}, by = 1) => change(seriesOf(name, 'counter', help), `${name}${written(labels)}`, (before) => before + by)
}

/** A figure as it stands now. */
export function gauge(name: string, help: string): (value: number, labels?: Labels) => void {
  return (value, labels = {}) => change(seriesOf(name, 'gauge', help), `${name}${written(labels)}`, () => value)
}

/** How long things took, in seconds. `name` ends in `_seconds`. */
export function histogram(name: string, help: string): (seconds: number, labels?: Labels) => void {
  return (seconds, labels = {}) => {
    const series = seriesOf(name, 'histogram', help)
    for (const bound of BOUNDS_SECONDS)
      change(series, `${name}_bucket${written({ ...labels, le: String(bound) })}`, (n) => n + (seconds <= bound ? 1 : 0))
    change(series, `${name}_bucket${written({ ...labels, le: '+Inf' })}`, (n) => n + 1)
    change(series, `${name}_sum${written(labels)}`, (sum) => sum + seconds)
    change(series, `${name}_count${written(labels)}`, (n) => n + 1)
  }
}

/** Everything this process has counted, in Prometheus' text format. */
export function exposition(): string {
  const lines: string[] = []
  for (const [name, { help, type, values }] of registry()) {
    lines.push(`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`)
    for (const [key, value] of values) lines.push(`${key} ${value}`)
  }
  return `${lines.join('\n')}\n`
}

function written(labels: Labels): string {
  const entries = Object.entries(labels)
  if (entries.length === 0) return ''
  return `{${entries.map(([name, value]) => `${name}="${escaped(value)}"`).join(',')}}`
}

const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
