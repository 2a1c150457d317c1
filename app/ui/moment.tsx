import { useDates, useT } from './words.tsx'

// Server and browser may know different versions of the calendar's data: the text may differ by a space, the moment does not.

/** A moment, written out. */
export function Moment({ at, time = true }: { at: Date; time?: boolean }) {
  const dates = useDates()
  return (
    <time dateTime={at.toISOString()} suppressHydrationWarning>
      {time ? dates.dateTime(at) : dates.date(at)}
    </time>
  )
}

/** How long ago a moment was; the moment itself is told on hovering. */
export function Ago({ at, now, plain = false }: { at: Date; now: Date; plain?: boolean }) {
  const t = useT()
  const dates = useDates()
  const age = dates.age(at, now)
  return (
    <time dateTime={at.toISOString()} title={dates.dateTime(at)} suppressHydrationWarning>
      {plain ? age : t('common.ago', { age })}
    </time>
  )
}
