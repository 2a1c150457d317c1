import { acceptAndApprove } from '../../../app/kyc/accept-and-approve.server.ts'
import type { CaseEvent } from '../../../app/kyc/case.ts'
import { move } from '../../../app/kyc/cases.server.ts'
import { type Decision, decide } from '../../../app/kyc/decisions.server.ts'
import { write } from '../../../app/platform/world.server.ts'
import { DEFAULT_SHOP } from '../../../dev-store/store/world.ts'
import { LABEL_NAMES, labelOf, textOf } from '../manual.ts'
import type { Person } from './person.ts'
import type { Scene } from './scene.ts'

const PARTS = ['identity', 'corporate'] as const
const REVIEWERS = [
  { id: 9001n, name: '関 一郎', role: 'owner' },
  { id: 9002n, name: '検見 花子', role: 'reviewer' },
] as const

/** Staff save the native customer page; now and then twice in a row. */
export function staff(scene: Scene): void {
  const { chance } = scene
  const person = chance.of(scene.people)
  const { tags } = person.look()
  const own = tags.filter(labelOf)
  const awaiting = own.filter((tag) => ['before', 'papers', 'company'].includes(labelOf(tag) ?? ''))
  const roll = chance.under(20)
  if (roll < 4) flag(scene, person, 'true')
  else if (roll < 7) flag(scene, person, 'false')
  else if (roll < 8) flag(scene, person, null)
  else if (roll < 11) tag(scene, person, awaiting, [])
  else if (roll < 14) tag(scene, person, awaiting.length > 0 ? [chance.of(awaiting)] : [], [])
  else if (roll < 16) {
    const third = textOf(chance.of(['person', 'person', 'corporation']), 0)
    tag(scene, person, chance.once(3) ? awaiting : [textOf('before', 0)], chance.once(5) ? [third, textOf('corporation', 0)] : [third])
  } else if (roll < 17) {
    tag(
      scene,
      person,
      own.filter((text) => text.startsWith('③')),
      [],
    )
  } else if (roll < 18) {
    const gone = own.filter(() => chance.once(2))
    tag(
      scene,
      person,
      gone,
      LABEL_NAMES.filter(() => chance.once(4)).map((name) => textOf(name, 0)),
    )
  } else if (roll < 19) tag(scene, person, [], [textOf(chance.of(LABEL_NAMES), 0)])
  else if (chance.once(8)) {
    // So many that labels of ours do not fit any more.
    const many = Array.from({ length: 250 - tags.length }, (_, at) => `tag ${at}`)
    tag(
      scene,
      person,
      tags.filter((text) => text.startsWith('tag ')),
      tags.length < 100 ? many : [],
    )
  } else tag(scene, person, chance.once(2) ? ['VIP', 'gold'] : [], chance.once(2) ? ['要注意', 'gold'] : [])
  if (chance.once(9)) staff(scene)
}

/** Takes the masses of other tags away again: with 250 of them a label of ours has no room, and nothing settles. */
export function makeRoom(scene: Scene, person: Person): void {
  tag(
    scene,
    person,
    person.look().tags.filter((text) => text.startsWith('tag ')),
    [],
  )
}

function flag(scene: Scene, person: Person, value: 'true' | 'false' | null): void {
  const body = { customer: person.id, key: 'verified', type: 'boolean', ...(value ? { value } : {}) }
  person.edit('staff', value ? `switches to ${value}` : 'blanks', () => scene.act(value ? 'set-metafield' : 'delete-metafield', body))
}

function tag(scene: Scene, person: Person, remove: readonly string[], add: readonly string[]): void {
  if (remove.length > 0) {
    person.edit('staff', `removes ${remove.slice(0, 5).join(' ')}`, () => scene.act('remove-tags', { customer: person.id, tags: remove }))
  }
  if (add.length > 0) {
    person.edit('staff', `adds ${add.slice(0, 5).join(' ')}`, () => scene.act('add-tags', { customer: person.id, tags: add }))
  }
}

/** A visitor posts the newsletter form with labels of ours. */
export function visitor(scene: Scene): void {
  const person = scene.chance.of(scene.people)
  const email = scene.desk.shop.customers.get(person.id)?.email ?? ''
  const tags = [...LABEL_NAMES.filter(() => scene.chance.once(3)).map((name) => textOf(name, 0)), 'newsletter'].join(',')
  person.edit('visitor', `posts ${tags}`, () => scene.act('newsletter', { email, tags }))
}

/** The customer, or the clock, moves the case. */
export function moves(scene: Scene): void {
  const { chance } = scene
  const part = chance.of(PARTS)
  const event = chance.of<CaseEvent>([
    { type: 'choose-party', party: chance.of(['individual', 'individual', 'corporation'] as const) },
    { type: 'submit', part: 'identity' },
    { type: 'submit', part: 'identity' },
    { type: 'submit', part },
    { type: 'note-payout' },
    { type: 'clear-payout' },
    { type: 'expire', part },
  ])
  const person = chance.of(scene.people)
  const by = event.type === 'expire' ? ({ kind: 'system' } as const) : ({ kind: 'customer' } as const)
  scene.begin(`${by.kind} ${event.type} of ${person.id}`, (world) =>
    write(world, (tx) => move(world, tx, DEFAULT_SHOP, BigInt(person.id), event, by)),
  )
}

/** A reviewer decides on what the page shows: perhaps not what the case is any more. */
export function decides(scene: Scene, denial = false): void {
  const { chance } = scene
  const person = chance.of(scene.people)
  const by = chance.of(REVIEWERS)
  const part = chance.of(PARTS)
  const told = { reason: 'blurred', publicText: '不鮮明です' }
  const decision = denial
    ? chance.of<Decision>([{ type: 'revoke' }, { type: 'freeze' }, { type: 'refuse' }])
    : chance.of<Decision | null>([
        { type: 'accept', part },
        { type: 'accept', part: 'identity' },
        { type: 'return', part, ...told },
        { type: 'approve' },
        null,
        null,
        null,
        { type: 'revoke' },
        { type: 'refuse' },
        { type: 'reopen' },
        { type: 'reopen' },
        { type: 'freeze' },
        { type: 'thaw' },
        { type: 'thaw' },
      ])
  const at = { shop: DEFAULT_SHOP, customer: BigInt(person.id), version: person.row.version, by }
  scene.begin(`${by.name} ${decision?.type ?? 'accepts all and approves'} of ${person.id}`, (world) =>
    decision ? decide(world, { ...at, decision }) : acceptAndApprove(world, at),
  )
}
