import { type Attributes, metrics } from '@opentelemetry/api'

/** Names and values of labels. Codes, job names and shop domains only: never anything about a person. */
export type Labels = Readonly<Record<string, string>>

/** Upper bounds of a histogram's buckets, in seconds. */
const BOUNDS_SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

const meter = () => metrics.getMeter('sekisho')

/** An instrument is made when it is first used: until telemetry has begun there is nothing that would keep its figures. */
function atFirstUse<Instrument>(make: () => Instrument): () => Instrument {
  let made: Instrument | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** Counts events since the process began. `name` ends in `_total`. */
export function counter(name: string, description: string): (labels?: Labels, by?: number) => void {
  const instrument = atFirstUse(() => meter().createCounter<Attributes>(name, { description }))
  return (labels = {}, by = 1) => instrument().add(by, labels)
}

/** A figure as it stands now. */
export function gauge(name: string, description: string): (value: number, labels?: Labels) => void {
  const instrument = atFirstUse(() => meter().createGauge<Attributes>(name, { description }))
  return (value, labels = {}) => instrument().record(value, labels)
}

/** How long things took, in seconds. `name` ends in `_seconds`. */
export function histogram(name: string, description: string): (seconds: number, labels?: Labels) => void {
  const advice = { explicitBucketBoundaries: BOUNDS_SECONDS }
  const instrument = atFirstUse(() => meter().createHistogram<Attributes>(name, { description, advice }))
  return (seconds, labels = {}) => instrument().record(seconds, labels)
}
