import type { AdminMessages } from '../../messages.ts'
import type { useT } from '../../words.tsx'

type Fault = keyof AdminMessages['checks']['fault']

const FAULTS: readonly Fault[] = ['my-number', 'too-long', 'invalid', 'unknown', 'required', 'in-future']

/** What is wrong with a field, as a property of a Polaris field; nothing where nothing is. */
export function faultWords(t: ReturnType<typeof useT>, fault: string | undefined): { error?: string } {
  const known = FAULTS.find((each) => each === fault)
  return known ? { error: t(`checks.fault.${known}`) } : {}
}
