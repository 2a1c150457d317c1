import type { DocumentFacts } from '../../documents/kinds.ts'
import type { Part } from '../../kyc/case.ts'

/** A document in the order in which a reviewer looks at them. */
export interface Shown {
  readonly facts: DocumentFacts
  /** 1, 2, … within its part and submission. */
  readonly number: number
  /** Of the newest submission of its part. */
  readonly current: boolean
}

const PARTS: readonly Part[] = ['identity', 'corporate']

/** What was sent, by part, the newest submission first; what the customer has not sent yet is nobody's business. */
export function shownOf(documents: readonly DocumentFacts[]): readonly Shown[] {
  const sent = documents.filter(({ sentAt }) => sentAt !== null)
  const rounds = PARTS.flatMap((part) => {
    const ofPart = sent.filter((each) => each.part === part)
    const newestFirst = [...new Set(ofPart.map(({ round }) => round))].sort((a, b) => b - a)
    return newestFirst.map((round, age) => ({ current: age === 0, ofRound: ofPart.filter((each) => each.round === round) }))
  })
  const shown = rounds.flatMap(({ current, ofRound }) => ofRound.map((facts, index) => ({ facts, number: index + 1, current })))
  return [...shown.filter(({ current }) => current), ...shown.filter(({ current }) => !current)]
}
