import { inForce } from '../../documents/in-force.ts'
import type { DocumentFacts } from '../../documents/kinds.ts'
import type { Part } from '../../kyc/case.ts'

/** A document in the order in which a reviewer looks at them. */
export interface Shown {
  readonly facts: DocumentFacts
  /** 1, 2, … within its part, of what is in force or of its submission. */
  readonly number: number
  /** Part of what is to be decided on: not sent back, not replaced. */
  readonly current: boolean
  /** Came with a later submission than others of its part: the customer sent it in place of one that was sent back. */
  readonly fresh: boolean
}

const PARTS: readonly Part[] = ['identity', 'corporate']

/** What was sent: what is in force, by part, then what came before, the newest submission first. What is not sent yet is nobody's business. */
export function shownOf(documents: readonly DocumentFacts[]): readonly Shown[] {
  const current = PARTS.flatMap((part) => {
    const there = inForce(documents, part)
    const newest = Math.max(...there.map(({ round }) => round))
    const mixed = there.some(({ round }) => round !== newest)
    return there.map((facts, index) => ({ facts, number: index + 1, current: true, fresh: mixed && facts.round === newest }))
  })
  const earlier = PARTS.flatMap((part) => {
    const before = documents.filter((one) => one.part === part && one.sentAt !== null && one.returnedAt !== null)
    const rounds = [...new Set(before.map(({ round }) => round))].sort((a, b) => b - a)
    return rounds.flatMap((round) =>
      before.filter((one) => one.round === round).map((facts, index) => ({ facts, number: index + 1, current: false, fresh: false })),
    )
  })
  return [...current, ...earlier]
}
