import { type CaseFacts, papersComplete } from './manual.ts'

/** The states of a case, as columns: what a rule may find. */
export const STATES = ['new', 'complete', 'verified', 'renewal', 'frozen open', 'frozen shut', 'refused'] as const
type State = (typeof STATES)[number]

export const RULES = [
  'adopt',
  '0 put back',
  '1 freeze',
  '1 disagree',
  '2 revoke',
  '3 thaw',
  '3 approve',
  '3 put back',
  '4 approve',
  '4 accept identity',
  '4 put back',
  '5 approve',
  '5 renewal',
  '5 put back',
  '6 leave alone',
  '6 put back',
  '7 submitted',
  '7 payout',
  '7 put back',
  '8 put back',
  '9 merge',
] as const
type Rule = (typeof RULES)[number]

const column = (of: CaseFacts): State => {
  if (of.refused) return 'refused'
  if (of.frozen) return of.verified ? 'frozen open' : 'frozen shut'
  const handedIn = of.identity === 'submitted' || (of.party === 'corporation' && of.corporate === 'submitted')
  if (of.verified) return handedIn ? 'renewal' : 'verified'
  return papersComplete(of) ? 'complete' : 'new'
}

type Reason = string

/** Why a rule cannot meet a state; null when it can. `pending`: a denial of ours is unconfirmed. */
export function unreachable(rule: Rule, state: State, pending: boolean): Reason | null {
  const verified = state === 'verified' || state === 'renewal' || state === 'frozen open'
  const frozen = state === 'frozen open' || state === 'frozen shut'
  const barred = pending || state === 'refused'
  switch (rule) {
    case 'adopt':
    case '7 payout':
    case '8 put back':
    case '9 merge':
      return null
    case '0 put back':
      return barred ? null : 'no denial is pending'
    case '1 freeze':
      return !verified ? 'not verified' : frozen ? 'frozen already' : null
    case '2 revoke':
      return verified ? null : 'not verified'
    case '7 submitted':
      return state === 'refused' ? 'refused cases take no papers' : null
    case '7 put back':
      return null
  }
  if (barred) return 'rule 0 comes first'
  switch (rule) {
    case '1 disagree':
      return state === 'verified' || state === 'renewal' ? 'a lock is a freeze here' : null
    case '3 thaw':
      return state === 'frozen open' ? null : 'nothing to thaw'
    case '3 put back':
      return verified ? 'on is wanted, or thaws' : null
    case '3 approve':
    case '4 approve':
      return verified ? 'verified already' : frozen ? 'frozen' : null
    case '4 accept identity':
      return verified ? 'both ③ are wanted' : frozen ? 'frozen' : null
    case '4 put back':
      return null
    case '5 approve':
      return verified ? 'that would be a renewal' : frozen ? 'frozen' : null
    case '5 renewal':
      return state === 'renewal' ? null : 'no renewal'
    case '5 put back':
      return state === 'verified' ? 'shows no label of rule 5' : null
    case '6 leave alone':
    case '6 put back':
      return state === 'verified' ? 'shows no label of rule 5' : frozen ? 'rule 5 puts back at once' : null
  }
}

/** How often each rule met each state. */
export class Coverage {
  private readonly hits = new Map<string, number>()

  hit(rules: readonly string[], of: CaseFacts & { readonly denyPending: boolean }): void {
    let found = of
    for (const rule of rules) {
      const state = `${column(found)}${of.denyPending ? ' +' : ''}`
      // What follows a thaw in the same reading meets an open case.
      if (rule === '3 thaw') found = { ...of, frozen: false }
      const cell = `${rule}|${state}`
      this.hits.set(cell, (this.hits.get(cell) ?? 0) + 1)
    }
  }

  count(rule: Rule, state: State, pending: boolean): number {
    return this.hits.get(`${rule}|${state}${pending ? ' +' : ''}`) ?? 0
  }

  /** Cells under `least` that should be reached, and cells hit that should not be reachable. */
  faults(least: number): readonly string[] {
    const found: string[] = []
    for (const { rule, state, pending } of CELLS) {
      const reason = unreachable(rule, state, pending)
      const count = this.count(rule, state, pending)
      const cell = `${rule} × ${state}${pending ? ', denial pending' : ''}`
      if (reason === null && count < least) found.push(`${cell}: ${count} hits, ${least} wanted`)
      if (reason !== null && count > 0) found.push(`${cell}: ${count} hits, but ${reason}`)
    }
    return found
  }

  /** The table; a cell is `hits / hits while a denial is pending`, and `·` where the rule cannot meet the state. */
  table(): string {
    const width = 18
    const rows = RULES.map((rule) => {
      const cells = STATES.map((state) => {
        const shown = [false, true].map((pending) => (unreachable(rule, state, pending) ? '·' : `${this.count(rule, state, pending)}`))
        return shown.join(' / ').padStart(width)
      })
      return rule.padEnd(width) + cells.join('')
    })
    return ['rule'.padEnd(width) + STATES.map((state) => state.padStart(width)).join(''), ...rows].join('\n')
  }

  /** The unreachable cells with their reasons, grouped. */
  reasons(): string {
    const grouped = new Map<string, string[]>()
    for (const { rule, state, pending } of CELLS) {
      const reason = unreachable(rule, state, pending)
      if (reason === null) continue
      const key = `${rule}: ${reason}`
      grouped.set(key, [...(grouped.get(key) ?? []), `${state}${pending ? ' +' : ''}`])
    }
    return [...grouped].map(([key, states]) => `  ${key} (${states.join(', ')})`).join('\n')
  }
}

const CELLS = RULES.flatMap((rule) => STATES.flatMap((state) => [false, true].map((pending) => ({ rule, state, pending }))))
