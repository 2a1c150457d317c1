import { AsyncLocalStorage } from 'node:async_hooks'
import type { CaseEvent } from '../../../app/kyc/case.ts'
import { move } from '../../../app/kyc/cases.server.ts'
import { type Decision, decide } from '../../../app/kyc/decisions.server.ts'
import { namesOf, personOf } from '../../../app/kyc/people.server.ts'
import { synchronise } from '../../../app/kyc/sync.server.ts'
import { watch } from '../../../app/kyc/watch.server.ts'
import { sendMail } from '../../../app/messaging/send.server.ts'
import { forMassWork, type World, write } from '../../../app/platform/world.server.ts'
import { ShopifySilent } from '../../../app/shopify/client.server.ts'
import { act } from '../../../dev-store/control/acts.ts'
import { changeSettings } from '../../../dev-store/control/settings.ts'
import { DEFAULT_SHOP } from '../../../dev-store/store/world.ts'
import { Chance } from '../random.ts'
import type { Desk } from '../real/desk.ts'

const LANES = 8
const PEOPLE_A_LANE = 3
const OWNER = { id: 9001n, name: '関 一郎', role: 'owner' } as const
const MINUTE = 60_000

/** One call of the client: how often what it sent may have been carried out. */
interface Call {
  readonly mutation: boolean
  perhapsDone: number
}

/**
 * Staff decide and look, workers reconcile, sweep and send mails, eight at a time, on a small bucket, while answers are THROTTLED, refused
 * (429, 5xx) or lost after the deed. Nobody edits by hand: whatever the engine takes for an edit is a mistake.
 */
export class Storm {
  readonly faults: string[] = []
  calls = 0
  private resent = 0
  private readonly desk: Desk
  private readonly chance: Chance
  private readonly world: World
  private readonly people: number[] = []
  private readonly call = new AsyncLocalStorage<Call>()
  private readonly fetched = globalThis.fetch
  private readonly delivered = new Map<string, number>()
  private offset = 0

  private constructor(desk: Desk, seed: number) {
    this.desk = desk
    this.chance = new Chance(seed)
    this.world = { ...desk.world, now: () => new Date(Date.now() + this.offset), shopify: (shop, lane) => this.client(shop, lane) }
  }

  static async open(desk: Desk, seed: number): Promise<Storm> {
    await desk.clear({ takeOver: 'agreed', notices: { registered: false } }, -MINUTE)
    await desk.sql.query('delete from shop_budgets')
    const storm = new Storm(desk, seed)
    storm.tick()
    desk.store.world.mailbox.changed.add(storm.arrived)
    globalThis.fetch = storm.fetch
    for (let n = 0; n < LANES * PEOPLE_A_LANE; n++) {
      const made = act(desk.store.world, desk.shop, 'register', { email: `storm${n}@example.com`, lastName: '関', firstName: `${n}` })
      if (!made?.ok) throw new Error('nobody registered')
      storm.people.push((made.value as { id: number }).id)
    }
    changeSettings(desk.store.world, desk.shop, { bucket: { maximum: 1000, restorePerSecond: 2000 } })
    return storm
  }

  close(): void {
    this.desk.store.world.mailbox.changed.delete(this.arrived)
    globalThis.fetch = this.fetched
  }

  /** Lets it blow until so many calls were made. */
  async blow(count: number): Promise<void> {
    const { faults } = this.desk.store
    faults.seed = this.chance.under(1_000_000)
    faults.list = [
      { kind: 'drop' },
      { kind: 'api-throttled', share: 0.1 },
      { kind: 'api-error', status: 429, share: 0.02 },
      { kind: 'api-error', status: 503, share: 0.05 },
      { kind: 'api-error', status: 500, share: 0.05 },
      { kind: 'api-lost', share: 0.1 },
      { kind: 'token-lost', share: 0.5 },
    ]
    const lane = async (mine: readonly number[]) => {
      while (this.calls < count) await this.step(BigInt(this.chance.of(mine)))
    }
    await Promise.all(Array.from({ length: LANES }, (_, at) => lane(this.people.filter((_id, index) => index % LANES === at))))
    faults.list = [{ kind: 'drop' }]
  }

  /** Calm: what is left is carried out, as the jobs that wait would. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round++) {
      this.tick(11 * MINUTE)
      for (const id of this.people) {
        const ended = await synchronise(this.world, DEFAULT_SHOP, BigInt(id)).catch((error: Error) => error.message)
        if (round === 3 && ended !== 'settled') this.faults.push(`customer ${id} ends ${ended}`)
      }
      for (const mail of await this.waitingMails()) await sendMail(this.world, DEFAULT_SHOP, mail)
    }
  }

  /** What must not be. */
  async violations(): Promise<readonly string[]> {
    const found = [...this.faults]
    for (const id of this.people) found.push(...(await this.differences(id)))
    const byHand = await this.desk.sql.query<{ customer_id: string; type: string }>(
      "select customer_id, type from kyc_events where actor = 'shopify-admin'",
    )
    for (const { customer_id, type } of byHand.rows)
      found.push(`a write of ours for ${customer_id} was taken for an edit by staff: ${type}`)
    const mails = await this.desk.sql.query<{ id: string; state: string }>('select id, state from mails')
    const states = new Map(mails.rows.map(({ id, state }) => [id, state]))
    for (const [id, state] of states) {
      const times = this.delivered.get(id) ?? 0
      // Where the mail server's answer came too late, once may have been; what else was not sent must not have arrived.
      const expected = { sent: [1], uncertain: [0, 1] }[state] ?? [0]
      if (state === 'claimed' || !expected.includes(times)) found.push(`mail ${id} is ${state} and was delivered ${times} times`)
    }
    // Nobody disturbs the mail server: more than a few on a busy machine have another cause.
    const uncertain = mails.rows.filter(({ state }) => state === 'uncertain').length
    if (uncertain > 1 + mails.rows.length / 100) found.push(`${uncertain} mails are uncertain`)
    for (const id of this.delivered.keys()) if (!states.has(id)) found.push(`mail ${id} was delivered, and nobody knows of it`)
    return found
  }

  told(): string {
    return `${this.calls} calls, ${this.resent} sent again, ${this.delivered.size} mails, ${this.people.length} customers`
  }

  private async differences(id: number): Promise<string[]> {
    const row = await this.world.db.kycCase.findUnique({ where: { shopId_customerId: { shopId: DEFAULT_SHOP, customerId: BigInt(id) } } })
    const customer = this.desk.shop.customers.get(id)
    const flag = customer?.metafields.find(({ key }) => key === 'verified')?.value === 'true'
    const tags = customer?.tags ?? []
    const open = row?.verified === true && !row.frozen
    const found: string[] = []
    if (flag !== open) found.push(`customer ${id}: the metafield says ${flag}, the case ${open}`)
    if (tags.includes('③本人確認済') !== row?.verified) found.push(`customer ${id}: ${tags.join(' ')} for verified ${row?.verified}`)
    if (tags.includes('①本人確認前') === row?.verified) found.push(`customer ${id}: ${tags.join(' ')} for verified ${row?.verified}`)
    return found
  }

  private async step(customer: bigint): Promise<void> {
    this.tick()
    const { world, chance } = this
    const roll = chance.under(20)
    const work =
      roll < 6
        ? this.decides(customer)
        : roll < 9
          ? this.moves(customer)
          : roll < 15
            ? synchronise(world, DEFAULT_SHOP, customer)
            : roll < 16
              ? synchronise(forMassWork(world), DEFAULT_SHOP, customer)
              : roll < 17
                ? personOf(world, DEFAULT_SHOP, customer)
                : roll < 18
                  ? namesOf(world, DEFAULT_SHOP, this.people.map(BigInt))
                  : roll < 19
                    ? this.mails()
                    : watch(forMassWork(world), DEFAULT_SHOP)
    await work.catch((error: Error) => {
      if (!(error instanceof ShopifySilent)) this.faults.push(`${error.name}: ${error.message.slice(0, 200)}`)
    })
  }

  private async decides(customer: bigint): Promise<unknown> {
    const row = await this.world.db.kycCase.findUnique({ where: { shopId_customerId: { shopId: DEFAULT_SHOP, customerId: customer } } })
    const told = { reason: 'blurred', publicText: '不鮮明です' }
    const decision = this.chance.of<Decision>([
      { type: 'accept', part: 'identity' },
      { type: 'accept', part: 'identity' },
      { type: 'approve' },
      { type: 'approve' },
      { type: 'return', part: 'identity', ...told },
      { type: 'revoke' },
      { type: 'freeze' },
      { type: 'thaw' },
    ])
    return decide(this.world, { shop: DEFAULT_SHOP, customer, version: row?.version ?? 0, by: OWNER, decision })
  }

  private moves(customer: bigint): Promise<unknown> {
    const event = this.chance.of<CaseEvent>([
      { type: 'choose-party', party: 'individual' },
      { type: 'submit', part: 'identity' },
      { type: 'submit', part: 'identity' },
    ])
    return write(this.world, (tx) => move(this.world, tx, DEFAULT_SHOP, customer, event, { kind: 'customer' }))
  }

  private async mails(): Promise<void> {
    const waiting = await this.waitingMails()
    if (waiting.length > 0) await sendMail(this.world, DEFAULT_SHOP, this.chance.of(waiting))
  }

  private async waitingMails(): Promise<string[]> {
    const mails = await this.world.db.mail.findMany({ where: { state: 'waiting' }, orderBy: { createdAt: 'asc' }, select: { id: true } })
    return mails.map(({ id }) => id)
  }

  /** The store's clock and ours go on together, and now and then by more than the real one. */
  private tick(ms = 20): void {
    this.offset += ms
    this.desk.now = Date.now() + this.offset
  }

  private async client(...[shop, lane]: Parameters<World['shopify']>): ReturnType<World['shopify']> {
    const inner = await this.desk.world.shopify(shop, lane)
    return {
      shop,
      request: (document, variables, sendBefore) => {
        this.calls += 1
        const [operation] = document.definitions
        const mutation = operation?.kind === 'OperationDefinition' && operation.operation === 'mutation'
        return this.call.run({ mutation, perhapsDone: 0 }, () => inner.request(document, variables, sendBefore))
      },
    }
  }

  /** Stands where the wire is: a mutation that may have been carried out must not be sent again. */
  private readonly fetch: typeof fetch = async (input, init) => {
    const call = this.call.getStore()
    if (call?.mutation && call.perhapsDone > 0) this.faults.push('a mutation was sent again that may have been carried out')
    if (call && call.perhapsDone < 0) this.resent += 1
    const answer = await this.fetched(input, init).catch((error: unknown) => {
      if (call) call.perhapsDone = 1
      throw error
    })
    if (!call) return answer
    const text = await answer.clone().text()
    // Only these say that nothing was done.
    call.perhapsDone = answer.status === 429 || answer.status === 401 || text.includes('"THROTTLED"') ? -1 : 1
    return answer
  }

  private readonly arrived = (): void => {
    const mail = this.desk.store.world.mailbox.mails.at(-1)
    const id = /^<?([^@]+)@/.exec(mail?.headers['message-id'] ?? '')?.[1]
    if (id) this.delivered.set(id, (this.delivered.get(id) ?? 0) + 1)
  }
}
