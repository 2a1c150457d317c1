import type { CaseEvent } from '../../app/kyc/case.ts'
import { LABEL_NAMES, labelOf, textOf } from './manual.ts'
import type { Scene } from './scene.ts'
import { drawCase } from './start.ts'

const PARTS = ['identity', 'corporate'] as const

/** Staff save the native customer page; now and then twice in a row. */
export function staff(scene: Scene): void {
  const { chance, customer } = scene
  const own = customer.show().tags.filter(labelOf)
  const awaiting = own.filter((tag) => ['before', 'papers', 'company'].includes(labelOf(tag) ?? ''))
  const before = textOf('before', scene.wording)
  const roll = chance.under(20)
  if (roll < 4) scene.edit('staff', 'switches on', () => customer.setFlag(true))
  else if (roll < 7) scene.edit('staff', 'switches off', () => customer.setFlag(false))
  else if (roll < 8) scene.edit('staff', 'blanks', () => customer.setFlag(null))
  else if (roll < 11) scene.edit('staff', 'removes ① and ②', () => customer.removeTags(awaiting))
  else if (roll < 14 && awaiting.length > 0) scene.edit('staff', 'removes one of ①②', () => customer.removeTags([chance.of(awaiting)]))
  else if (roll < 16) {
    const third = textOf(chance.of(['person', 'person', 'corporation']), scene.wording)
    scene.edit('staff', `replaces ① by ${third}`, () => {
      customer.removeTags(chance.once(3) ? awaiting : [before])
      customer.addTags(chance.once(5) ? [third, textOf('corporation', scene.wording)] : [third])
    })
  } else if (roll < 17) scene.edit('staff', 'removes ③', () => customer.removeTags(own.filter((tag) => tag.startsWith('③'))))
  else if (roll < 18 && own.length > 0) scene.edit('staff', 'removes a label', () => customer.removeTags([chance.of(own)]))
  else if (roll < 19) scene.edit('staff', 'adds a label', () => customer.addTags([textOf(chance.of(LABEL_NAMES), scene.wording)]))
  else
    scene.edit('staff', 'edits other tags', () =>
      chance.once(2) ? customer.addTags(['要注意', 'gold']) : customer.removeTags(['VIP', 'gold']),
    )
  if (chance.once(9)) staff(scene)
}

/** A visitor posts the newsletter form with labels of ours. */
export function visitor(scene: Scene): void {
  const labels = LABEL_NAMES.filter(() => scene.chance.once(3)).map((name) => textOf(name, scene.chance.once(5) ? 1 : scene.wording))
  const unread = scene.wording === 0 ? labels.filter((text) => LABEL_NAMES.some((name) => textOf(name, 0) === text)) : labels
  scene.edit('visitor', `posts ${unread.join(' ')}`, () => scene.customer.addTags([...unread, 'newsletter']))
}

/** Somebody decides something in the app, or the clock does. */
export function decide(scene: Scene): void {
  const { chance } = scene
  const part = chance.of(PARTS)
  const event = chance.of<CaseEvent>([
    { type: 'choose-party', party: chance.of(['individual', 'corporation'] as const) },
    { type: 'submit', part },
    { type: 'submit', part: 'identity' },
    { type: 'accept', part },
    { type: 'accept', part: 'identity' },
    { type: 'return', part },
    { type: 'return', part },
    { type: 'approve', via: 'app' },
    { type: 'approve', via: 'app' },
    { type: 'approve', via: 'app' },
    { type: 'revoke' },
    { type: 'revoke' },
    { type: 'refuse' },
    { type: 'reopen' },
    { type: 'freeze' },
    { type: 'thaw' },
    { type: 'thaw' },
    { type: 'expire', part },
    { type: 'note-payout' },
    { type: 'clear-payout' },
  ])
  scene.decided(event)
}

/** Staff switch on, then the app denies, both after the store has answered and before anybody has read the answer. */
export function tooLateForThisAnswer(scene: Scene): void {
  scene.edit('staff', 'switches on', () => scene.customer.setFlag(true))
  scene.decided({ type: 'return', part: scene.chance.of(PARTS) })
}

/** A denial in the app, perhaps taken half back, and edits before anybody has looked. */
export function denyFirst(scene: Scene): void {
  const { chance } = scene
  const part = chance.of(PARTS)
  const events = chance.of<readonly CaseEvent[]>([
    [{ type: 'return', part }],
    [
      { type: 'return', part },
      { type: 'submit', part },
    ],
    [
      { type: 'return', part },
      { type: 'submit', part },
    ],
    [{ type: 'freeze' }],
    [{ type: 'freeze' }, { type: 'thaw' }],
    [{ type: 'freeze' }, { type: 'thaw' }],
    [{ type: chance.of(['revoke', 'refuse'] as const) }],
  ])
  for (const event of events) scene.decided(event)
  const edits = chance.under(4)
  for (let edit = 0; edit < edits; edit++)
    if (chance.once(3)) visitor(scene)
    else staff(scene)
  if (chance.once(3)) scene.edit('staff', 'removes ①開設', () => scene.customer.removeTags([textOf('opened', scene.wording)]))
  const paper = textOf(chance.of(['papers', 'company']), scene.wording)
  if (chance.once(3)) scene.edit('visitor', `posts ${paper}`, () => scene.customer.addTags([paper]))
  if (chance.once(4)) merge(scene)
  if (scene.merging && chance.once(2)) scene.tellMerge()
}

/** The store merges somebody into this customer, or the notice of it arrives. */
export function merge(scene: Scene): void {
  scene.mergeWith(drawCase(scene.chance, true))
}
