import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { textOf } from '../manual.ts'
import type { Chance } from '../random.ts'
import { hashOf, lever, Refused, Reviewer, Unanswered, Visit } from './doors.ts'
import type { Ledger } from './ledger.ts'
import type { Stage } from './stage.ts'

const PATIENCE_MS = 90_000
const AGAIN_MS = 250

const PROFILE = {
  country: 'JP',
  zip: '154-0024',
  province: 'JP-13',
  city: '世田谷区',
  address1: '三軒茶屋1-2-3',
  occupation: '会社員',
  birthDate: '1991-05-14',
}

/** Whoever gets no answer asks again, as the page's script and people do. */
async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const until = Date.now() + PATIENCE_MS
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof Unanswered) || Date.now() > until) throw error
      await pause(AGAIN_MS)
    }
  }
}

/** A drawn picture that no other upload equals. */
function photo(chance: Chance): Promise<Buffer> {
  const colour = { r: chance.under(256), g: chance.under(256), b: chance.under(256) }
  const size = { width: 600 + chance.under(400), height: 400 + chance.under(200) }
  return sharp({ create: { ...size, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
}

let people = 0

/** Somebody who registers, hands papers in through the real doors, and is decided upon in the app. Nobody edits this customer by hand. */
export async function applicant(stage: Stage, ledger: Ledger, chance: Chance): Promise<void> {
  people += 1
  const email = `applicant${people}@example.jp`
  const { id } = await lever<{ id: number }>(stage, 'POST', 'act/register', { email, lastName: '関', firstName: `${people}` })
  ledger.registered.add(id)
  const visit = new Visit(stage, id)
  const reenter = async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    try {
      return await patiently(work)
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 401) throw error
      await patiently(() => visit.enter())
      return patiently(work)
    }
  }
  // A ticket whose answer was lost is spent: the customer clicks again on the account page.
  for (let clicks = 0; ; clicks++) {
    try {
      await patiently(() => visit.enter())
      break
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 410 || clicks > 20) throw error
    }
  }
  const corporation = chance.once(4)
  await reenter(() => visit.act({ act: 'accept', version: visit.notice, noticeLanguage: 'ja' }))
  await reenter(() => visit.act({ act: 'party', party: corporation ? 'corporation' : 'individual' }))
  await reenter(() => visit.act({ act: 'profile', ...PROFILE, ...(corporation ? { company: '株式会社みなと' } : {}) }))
  for (let round = 0; round < 1 + chance.under(2); round++) {
    const before = ledger.sent.get(id) ?? 0
    const pages = 1 + chance.under(2)
    for (let page = 0; page < pages; page++) await handIn(ledger, visit, reenter, id, 'identity', await photo(chance))
    if (corporation) await handIn(ledger, visit, reenter, id, 'corporate', await photo(chance))
    await reenter(async () => {
      // Whoever heard no answer looks at the page: what was sent is shown as sent.
      const { files } = await visit.act({ act: 'look' })
      if (files.some(({ sent }) => !sent)) await visit.act({ act: 'send' })
    })
    ledger.sent.set(id, before + (corporation ? 2 : 1))
    const decided = await decides(stage, ledger, chance, id, round === 0)
    if (decided !== 'return') break
  }
}

type Patience = <Answer>(work: () => Promise<Answer>) => Promise<Answer>

async function handIn(ledger: Ledger, visit: Visit, again: Patience, customer: number, part: string, bytes: Buffer): Promise<void> {
  const upload = randomUUID()
  const kind = part === 'identity' ? 'driving-licence' : 'registry-certificate'
  const id = await again(() => visit.upload(part, kind, upload, bytes))
  ledger.files.set(id, { customer, hash: hashOf(bytes), looked: false })
}

/** A reviewer decides, sometimes once more; whoever heard no answer looks at the history first. The last kind of decision. */
async function decides(stage: Stage, ledger: Ledger, chance: Chance, id: number, mayReturn: boolean): Promise<string> {
  if (chance.once(6)) return 'none'
  const first = chance.of([...(mayReturn ? ['return'] : []), 'accept-and-approve', 'accept-and-approve', 'accept-and-approve', 'refuse'])
  await decide(stage, ledger, id, first)
  if (first !== 'accept-and-approve' || chance.once(2)) return first
  const second = chance.of(['freeze', 'revoke', 'freeze and thaw'])
  for (const type of second.split(' and ')) await decide(stage, ledger, id, type)
  return second
}

const FORMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  return: { type: 'return', part: 'identity', reason: 'blurred', publicText: '不鮮明です' },
  refuse: { type: 'refuse', publicText: 'お取引できません' },
}

async function decide(stage: Stage, ledger: Ledger, id: number, kind: string): Promise<void> {
  const reviewer = new Reviewer(stage)
  const said = kind === 'accept-and-approve' ? 'approve' : kind
  const done = ledger.decisions.get(id) ?? []
  ledger.decisions.set(id, done)
  await patiently(async () => {
    const [seen] = await stage
      .sql<{ version: number; times: number }>(
        `select version, (select count(*)::int from kyc_events e where e.customer_id = c.customer_id and e.type = $2 and actor = 'staff') as times
         from kyc_cases c where customer_id = $1`,
        [id, said],
      )
      .catch((error: Error) => {
        throw new Unanswered(error.message)
      })
    if ((seen?.times ?? 0) > done.filter((one) => one === said).length) return
    await reviewer.decide(id, seen?.version ?? 0, FORMS[kind] ?? { type: kind }).catch((error: unknown) => {
      // The case moved since the page was loaded: it is looked at again.
      throw error instanceof Refused && error.status === 409 ? new Unanswered(error.message) : error
    })
  })
  done.push(said)
}

/** Somebody whose customer page staff edit by hand, and a visitor with a form. */
export async function byHand(stage: Stage, ledger: Ledger, chance: Chance): Promise<void> {
  people += 1
  const email = `hand${people}@example.jp`
  const act = <Done>(name: string, body: object) => lever<Done>(stage, 'POST', `act/${name}`, body)
  const { id } = await act<{ id: number }>('create-customer', { email, tags: ['VIP'] })
  ledger.foreign.set(id, 'VIP')
  const flag = (value: string) => act('set-metafield', { customer: id, key: 'verified', type: 'boolean', value })
  const edits = 2 + chance.under(5)
  for (let edit = 0; edit < edits; edit++) {
    await pause(chance.under(900))
    const what = chance.under(7)
    if (what < 2) {
      await flag('true')
      ledger.deniedByHand.delete(id)
    } else if (what < 3) {
      await flag('false')
      ledger.deniedByHand.add(id)
    } else if (what < 5) {
      await act('remove-tags', { customer: id, tags: [textOf('before', 0)] })
      await act('add-tags', { customer: id, tags: [textOf('person', 0)] })
      ledger.deniedByHand.delete(id)
    } else if (what < 6) await act('remove-tags', { customer: id, tags: [textOf('person', 0)] })
    else await act('newsletter', { email, tags: `${textOf('person', 0)},${textOf('account', 0)}` })
  }
  if (!chance.once(8)) return
  await act('delete-customer', { customer: id })
  ledger.deleted.add(id)
  ledger.foreign.delete(id)
  ledger.deniedByHand.delete(id)
}
