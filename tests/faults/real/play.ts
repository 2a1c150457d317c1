import { LABEL_NAMES, textOf } from '../manual.ts'
import { Violation } from '../property.ts'
import { Chance } from '../random.ts'
import { MINUTE, SECOND } from '../scene.ts'
import type { Desk } from './desk.ts'
import { decides, deletes, mailLine, makeRoom, merges, moves, rewords, staff, visitor } from './people.ts'
import { Scene } from './scene.ts'

const ACTS_MAX = 70
const ROUNDS_MAX = 60
const WAITS = [200, 5 * SECOND, MINUTE, 3 * MINUTE, 5 * MINUTE, 9 * MINUTE, 11 * MINUTE, 16 * MINUTE]

/** Runs one history on the real engine to its end; throws a Violation where a property breaks. */
export async function playReal(desk: Desk, seed: number, log: string[] | null): Promise<void> {
  const chance = new Chance(seed)
  const policy = {
    approveByTagRemoval: chance.of(['submitted', 'submitted', 'submitted', 'always', 'never']),
    approveByTagAddition: chance.of(['with-removal', 'with-removal', 'with-removal', 'never']),
  }
  const second = chance.of(['none', 'none', 'none', 'none', 'corporations', 'all'] as const)
  const approvalByHand = chance.of(['counts', 'counts', 'counts', 'counts', 'request'] as const)
  const handApprovals = second === 'all' || approvalByHand === 'request' ? 'request' : 'count'
  const existed = chance.once(8)
  const notices = { to: chance.once(2) ? ['staff@shop.example'] : [] }
  await desk.clear({ ...policy, secondApproval: second, approvalByHand, notices }, existed ? MINUTE : -MINUTE)
  const scene = new Scene(desk, chance, { ...policy, handApprovals, takesTwo: second === 'all' }, log)
  scene.note(`seed ${seed}: ${JSON.stringify(policy)} second ${second}, by hand ${approvalByHand}, ${existed ? 'existed before' : 'new'}`)
  try {
    await arrive(scene, existed)
    const acts = 10 + chance.under(ACTS_MAX)
    for (let act = 0; act < acts; act++) await playAct(scene)
    await settle(scene)
  } finally {
    scene.close()
  }
}

async function arrive(scene: Scene, existed: boolean): Promise<void> {
  const { chance } = scene
  const many = chance.once(3) ? 2 : 1
  for (let each = 0; each < many; each++) {
    const email = `c${each}@example.com`
    const tags = LABEL_NAMES.filter(() => chance.once(3)).map((name) => textOf(name, 0))
    const how = existed ? 0 : chance.under(3)
    if (how === 0) scene.newPerson('create-customer', { email, tags: chance.once(2) ? [...tags, 'VIP'] : [] })
    else if (how === 1) scene.newPerson('newsletter', { email, tags: tags.join(',') })
    else scene.newPerson('register', { email, lastName: '関', firstName: `${each}` })
  }
  if (!existed) return
  // The owner has confirmed the preview: nobody comes in between, and what was read before the installation would count no longer.
  await scene.pass(2 * MINUTE)
  await scene.desk.confirmTakeOver()
  for (const person of scene.people) person.oracle.trusting(person.look())
  await calm(scene)
}

async function playAct(scene: Scene): Promise<void> {
  const { chance } = scene
  if (scene.soon === 'denial') {
    scene.soon = null
    decides(scene, true)
    return
  }
  if (chance.once(30)) {
    chance.of([deletes, merges, merges, rewords, mailLine, mailLine])(scene)
    return
  }
  const roll = chance.under(100)
  if (roll < 46) await advance(scene)
  else if (roll < 54) await calm(scene)
  else if (roll < 68) staff(scene)
  else if (roll < 71) visitor(scene)
  else if (roll < 79) moves(scene)
  else if (roll < 87) decides(scene)
  else if (roll < 93) await scene.pass(chance.of(WAITS))
  else if (roll < 96) await scene.queue.add(chance.of(['kyc.watch', 'kyc.watch', 'kyc.sweep']))
  else await scene.deliver(true)
}

/** One step of something under way, or the next job; now and then a crash, a second worker, a webhook. */
async function advance(scene: Scene): Promise<void> {
  const { chance, working } = scene
  if (chance.once(4)) await scene.deliver(true)
  const idle = working.length === 0 || (working.length < 3 && chance.once(3))
  if (idle && (await scene.beginJob())) return
  if (working.length === 0) return
  const one = chance.of(working)
  if (one.job && working.length < 4 && chance.once(14)) {
    scene.note(`  ${one.run.name} is believed dead`)
    scene.workOn(one.job)
  } else if (chance.once(14)) await scene.step(one, one.run.at === 'commits' && chance.once(2) ? 'crash-inside' : 'crash')
  else await scene.step(one)
}

/** Everything that is due is done, without mishaps. */
async function calm(scene: Scene): Promise<boolean> {
  let worked = false
  for (let steps = 0; steps < 2000; steps++) {
    if (scene.desk.store.post.deliveries.length > 0) await scene.deliver(false)
    const one = scene.working[0] ?? (await scene.beginJob())
    if (!one) {
      if (scene.desk.store.post.deliveries.length > 0) continue
      return worked
    }
    worked = true
    one.run.calm = true
    await scene.step(one)
  }
  throw new Violation('it settles after the last edit, with store = projection', 'jobs without end')
}

/** Nobody acts any more; the watch and the wake-ups go on until nothing is left to do. */
async function settle(scene: Scene): Promise<void> {
  scene.note('--- everybody goes home')
  scene.between = false
  scene.desk.mailLine.state = 'works'
  for (const person of scene.present) makeRoom(scene, person)
  await scene.pass(Math.max(0, ...scene.landings.map(({ at }) => at - scene.desk.now)))
  for (const { run } of scene.working) run.calm = true
  while (scene.working[0]) await scene.step(scene.working[0])
  scene.settling = true
  for (const person of scene.present) person.oracle.settleBegins(person.look())
  let still = 0
  for (let round = 0; round < ROUNDS_MAX && still < 3; round++) {
    const events = scene.desk.shop.log.length
    await scene.queue.clearAway()
    for (const task of ['kyc.sweep', 'kyc.watch'] as const) await scene.queue.add(task)
    await calm(scene)
    const next = await scene.queue.next()
    still = next === null && scene.desk.shop.log.length === events ? still + 1 : 0
    scene.quiet = still > 0
    scene.desk.now = Math.max(scene.desk.now + MINUTE, next ?? scene.desk.now + 5 * MINUTE)
    scene.desk.now += 100 - (scene.desk.now % 1000) + 1000
  }
  for (const person of scene.present) {
    if (still < 3)
      person.oracle.unsettled(`still busy: ${person.tell()} ${JSON.stringify(person.row)} ${JSON.stringify(await scene.queue.rest())}`)
    person.oracle.settled(person.row, person.look(), scene.wording)
    person.diary.settled(person.row)
  }
  await leftBehind(scene)
}

const LEFT: Readonly<Record<string, string>> = {
  'an intent': 'select id from kyc_intents',
  'an inbox row': "select webhook_id, topic, state, reason from inbox where state <> 'done'",
  'a case of somebody who is no more': `select customer_id from kyc_cases where not gone and customer_id <> all($1)`,
  'a mail': "select template, state from mails where state not in ('sent', 'dropped', 'held', 'uncertain')",
  'two open tasks of one code': 'select customer_id, code from kyc_tasks where closed_at is null group by 1, 2 having count(*) > 1',
}

async function leftBehind(scene: Scene): Promise<void> {
  const present = scene.present.map(({ id }) => id)
  for (const [what, query] of Object.entries(LEFT)) {
    const { rows } = await scene.desk.sql.query(query, query.includes('$1') ? [present] : [])
    if (rows.length > 0) throw new Violation('nothing is left behind', `${what}: ${JSON.stringify(rows)}`)
  }
  const rest = await scene.queue.rest()
  if (rest.length > 0) throw new Violation('nothing is left behind', `jobs: ${JSON.stringify(rest)}`)
  await mailsOnce(scene)
}

/** No mail went twice, and what went is known to have gone, or not to be known. */
async function mailsOnce({ desk }: Scene): Promise<void> {
  const { rows } = await desk.sql.query<{ id: string; state: string }>('select id, state from mails')
  const arrived = desk.store.world.mailbox.mails.map(({ headers }) => headers['message-id']?.replace(/^<|@.*$/g, ''))
  for (const { id, state } of rows) {
    const times = arrived.filter((one) => one === id).length
    const fits = state === 'sent' ? times === 1 : state === 'uncertain' ? times <= 1 : times === 0
    if (!fits) throw new Violation('nothing is left behind', `a mail that is ${state} arrived ${times} times`)
  }
}
