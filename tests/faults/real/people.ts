import { acceptAndApprove } from '../../../app/kyc/accept-and-approve.server.ts'
import type { CaseEvent } from '../../../app/kyc/case.ts'
import { move } from '../../../app/kyc/cases.server.ts'
import { type Decision, decide } from '../../../app/kyc/decisions.server.ts'
import { PRESETS } from '../../../app/kyc/tags.ts'
import { write } from '../../../app/platform/world.server.ts'
import { changeSettings } from '../../../app/staff/change-settings.server.ts'
import { DEFAULT_SHOP } from '../../../dev-store/store/world.ts'
import { LABEL_NAMES, labelOf, textOf } from '../manual.ts'
import type { Person } from './person.ts'
import type { Scene } from './scene.ts'

const PARTS = ['identity', 'corporate'] as const
const REVIEWERS = [
  { id: 9001n, name: '関 一郎', role: 'owner' },
  { id: 9002n, name: '検見 花子', role: 'senior-reviewer' },
] as const

/** Staff save the native customer page; now and then twice in a row. */
export function staff(scene: Scene): void {
  const { chance } = scene
  const person = chance.of(scene.present)
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
    const third = textOf(chance.of(['person', 'person', 'corporation']), scene.wording)
    tag(
      scene,
      person,
      chance.once(3) ? awaiting : [textOf('before', scene.wording)],
      chance.once(5) ? [third, textOf('corporation', scene.wording)] : [third],
    )
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
      LABEL_NAMES.filter(() => chance.once(4)).map((name) => textOf(name, scene.wording)),
    )
  } else if (roll < 19) tag(scene, person, [], [textOf(chance.of(LABEL_NAMES), scene.wording)])
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
  const person = scene.chance.of(scene.present)
  const email = scene.desk.shop.customers.get(person.id)?.email ?? ''
  const tags = [...LABEL_NAMES.filter(() => scene.chance.once(3)).map((name) => textOf(name, scene.wording)), 'newsletter'].join(',')
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
  const person = chance.of(scene.present)
  const by = event.type === 'expire' ? ({ kind: 'system' } as const) : ({ kind: 'customer' } as const)
  scene.begin(`${by.kind} ${event.type} of ${person.id}`, (world) =>
    write(world, (tx) => move(world, tx, DEFAULT_SHOP, BigInt(person.id), event, by)),
  )
}

/** A reviewer decides on what the page shows: perhaps not what the case is any more. */
export function decides(scene: Scene, denial = false): void {
  const { chance } = scene
  const person = chance.of(scene.present)
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

/** The owner words the labels anew, once. */
export function rewords(scene: Scene): void {
  if (scene.wording === 1) return
  const [owner] = REVIEWERS
  scene.begin('the owner rewords', (world) =>
    changeSettings(world, DEFAULT_SHOP, owner, { section: 'labels', wording: PRESETS['zh-Hant'] }),
  )
}

/** Staff delete a customer, while there is another one. */
export function deletes(scene: Scene): void {
  const { present, chance } = scene
  if (present.length < 2) return
  const person = chance.of(present.filter(({ mergedIn }) => mergedIn === null))
  person.gone = true
  scene.note(`staff delete ${person.id}`)
  scene.act('delete-customer', { customer: person.id })
}

/** Staff merge two customers whom we know: tags come together, the kept one's metafield wins, the other one is no more. */
export function merges(scene: Scene): void {
  const { present, chance } = scene
  const known = present.filter(({ row, mergedIn }) => row.base !== null && mergedIn === null)
  const kept = known.length > 1 ? chance.of(known) : undefined
  const lost = known.find((person) => person !== kept)
  if (!kept || !lost) return
  const { tags, metafield } = lost.look()
  kept.mergedIn = lost
  kept.oracle.mergeBegan()
  lost.gone = true
  kept.edit('merge', `of ${lost.id}`, () => {
    scene.act('delete-customer', { customer: lost.id })
    scene.act('add-tags', { customer: kept.id, tags })
    const value = metafield?.value ? 'true' : 'false'
    if (metafield && kept.look().metafield === null)
      scene.act('set-metafield', { customer: kept.id, key: 'verified', type: 'boolean', value })
  })
  const gid = (id: number) => `gid://shopify/Customer/${id}`
  const told = { admin_graphql_api_customer_kept_id: gid(kept.id), admin_graphql_api_customer_deleted_id: gid(lost.id), status: 'success' }
  scene.post('customers/merge', told)
}

/** The line to the mail server fails for a while, or works again. */
export function mailLine(scene: Scene): void {
  const { mailLine: line } = scene.desk
  line.state = line.state === 'works' ? scene.chance.of(['is down', 'breaks after the mail'] as const) : 'works'
  scene.note(`the line to the mail server ${line.state}`)
}
