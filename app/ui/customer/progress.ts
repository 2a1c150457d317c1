import { type Part, type PartState, partsOf } from '../../kyc/case.ts'
import type { FileView, PageView } from '../../kyc/page-view.ts'

export type StepName = 'party' | 'profile' | Part
export type StepState = 'open' | 'chosen' | 'saved' | 'ready' | 'submitted' | 'accepted' | 'returned'

export interface ProgressStep {
  readonly name: StepName
  readonly state: StepState
  /** Nothing more is asked of the customer here. */
  readonly done: boolean
  /** Which papers are asked for again, and why; the words may be empty. */
  readonly again: readonly Pick<FileView, 'id' | 'kind' | 'returned'>[]
}

/** The list of what is asked of a customer and how far each is (B05). */
export function progressOf({ standing, profileSaved, files }: Pick<PageView, 'standing' | 'profileSaved' | 'files'>): ProgressStep[] {
  const papers = partsOf(standing.party).map((part): ProgressStep => {
    const waits = files.some((file) => file.part === part && !file.sent)
    const state = paperState(standing[part], waits)
    const again = standing[part] === 'returned' ? files.filter((file) => file.part === part && file.returned !== null) : []
    return { name: part, state, done: state === 'submitted' || state === 'accepted', again }
  })
  const chosen = standing.party !== 'none'
  return [
    { name: 'party', state: chosen ? 'chosen' : 'open', done: chosen, again: [] },
    { name: 'profile', state: profileSaved ? 'saved' : 'open', done: profileSaved, again: [] },
    ...papers,
  ]
}

function paperState(state: PartState, waits: boolean): StepState {
  if (state === 'accepted') return 'accepted'
  if (waits) return 'ready'
  return state === 'none' ? 'open' : state
}
