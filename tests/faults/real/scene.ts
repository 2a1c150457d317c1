import { carryOut } from '../../../app/handlers.server.ts'
import { keepAll } from '../../../app/inbox/inbox.server.ts'
import { act } from '../../../dev-store/control/acts.ts'
import type { Happening } from '../../../dev-store/store/world.ts'
import type { PolicyFacts } from '../oracle.ts'
import type { Chance } from '../random.ts'
import { SECOND } from '../scene.ts'
import type { Desk } from './desk.ts'
import { staff } from './people.ts'
import { Person } from './person.ts'
import { type Job, Queue } from './queue.ts'
import { Run } from './run.ts'

/** A run of a job, or (no job) of a click. */
export interface Working {
  readonly run: Run
  readonly job: Job | null
}

/** Everything of one history on the real engine: one shop, one or two customers, runs that stop at every gate, webhooks under way. */
export class Scene {
  readonly desk: Desk
  readonly chance: Chance
  readonly queue: Queue
  readonly people: Person[] = []
  /** The words of the labels: 0 the manual's, 1 those that the shop has changed to. */
  wording: 0 | 1 = 0
  readonly working: Working[] = []
  readonly landings: { readonly at: number; readonly deliver: () => Promise<unknown> }[] = []
  readonly policy: PolicyFacts
  /** Between two parts of our document somebody else acts. */
  between = false
  /** Something that somebody will do next. */
  soon: 'denial' | null = null
  settling = false
  /** Nothing may happen any more. */
  quiet = false
  private readonly log: string[] | null
  private ids = 0
  private runs = 0
  private overMissing = false
  private readonly listener: (shop: unknown, happening: Happening) => void

  constructor(desk: Desk, chance: Chance, policy: PolicyFacts, log: string[] | null) {
    this.desk = desk
    this.chance = chance
    this.policy = policy
    this.log = log
    this.queue = new Queue(desk)
    this.listener = (_, { by }) => {
      if (by.kind === 'app') this.landed()
    }
    desk.store.world.listeners.add(this.listener)
  }

  close(): void {
    this.desk.store.world.listeners.delete(this.listener)
  }

  note(line: string): void {
    this.log?.push(line)
  }

  newId(): string {
    this.ids += 1
    return `id-${this.ids}`
  }

  /** A part of a document of ours has landed. */
  private landed(): void {
    for (const person of this.people) person.changed(true, this.overMissing)
    if (!this.between || this.settling) return
    this.between = false
    staff(this)
  }

  /** Sends a write of ours; what lands in the meantime is ours. */
  async landing<Answer>(overMissing: boolean, deliver: () => Promise<Answer>): Promise<Answer> {
    this.desk.now += SECOND
    this.overMissing = overMissing
    return deliver()
  }

  /** Does something in the store by hand; the clock moves on, so that no two edits have one date. */
  act(name: string, body: object): void {
    this.desk.now += SECOND
    act(this.desk.store.world, this.desk.shop, name, body as Record<string, unknown>)
  }

  /** A notice that the dev store does not send by itself. */
  post(topic: string, payload: object): void {
    const { deliveries } = this.desk.store.post
    const body = JSON.stringify(payload)
    const about = { shop: this.desk.shop.domain, topic, url: '', body, eventId: this.newId(), triggeredAt: '' }
    deliveries.push({ ...about, id: this.newId(), tries: 0, state: 'waiting', answers: [] })
  }

  newPerson(name: string, body: object): Person {
    const done = act(this.desk.store.world, this.desk.shop, name, body as Record<string, unknown>)
    const id = done?.ok ? (done.value as { id: number }).id : 0
    const person = new Person(this, id, this.policy)
    this.people.push(person)
    this.note(`${name} ${id}: ${person.tell()}`)
    return person
  }

  personOf(gid: string | undefined): Person {
    const person = this.people.find(({ id }) => gid?.endsWith(`/${id}`))
    if (!person) throw new Error(`nobody has the id ${gid}`)
    return person
  }

  turnOf(gid: string | undefined): number {
    return this.people.find(({ id }) => gid?.endsWith(`/${id}`))?.oracle.now() ?? 0
  }

  /** Who is still a customer. */
  get present(): Person[] {
    return this.people.filter(({ gone }) => !gone)
  }

  async observe(run: Run): Promise<void> {
    const { rows } = await this.desk.sql.query<{ reworded: boolean }>(
      `select settings ? 'earlierLabels' and settings ->> 'earlierLabels' is not null as reworded from shops`,
    )
    if (rows[0]?.reworded) this.wording = 1
    for (const person of this.people) await person.observe(run)
  }

  /** Begins what somebody clicked. */
  begin(name: string, work: ConstructorParameters<typeof Run>[2]): Working {
    const begun = { run: new Run(this, `${name}#${++this.runs}`, work), job: null }
    this.working.push(begun)
    return begun
  }

  /** Begins the first job that is due. */
  async beginJob(): Promise<Working | null> {
    const job = await this.queue.take()
    return job && this.workOn(job)
  }

  workOn(job: Job): Working {
    const name = `${job.task}${job.payload.customer ? ` ${job.payload.customer}` : ''}`
    const run = new Run(this, `${name}#${++this.runs}`, (world) => carryOut(world, job.task, job.payload as never))
    const begun = { run, job }
    this.working.push(begun)
    return begun
  }

  /** One step of a run; settles its job when it is over. */
  async step(working: Working, fate: 'go' | 'crash' | 'crash-inside' = 'go'): Promise<void> {
    const { run, job } = working
    this.note(`  ${run.name} ${fate === 'go' ? '' : `${fate} `}at: ${run.at}`)
    await run.step(fate)
    if (!run.ended) return
    this.working.splice(this.working.indexOf(working), 1)
    const failure = run.failure as Error | null
    if (failure || run.dead)
      this.note(`  ${run.name} ${run.dead ? 'is dead' : `fails: ${failure?.name} ${failure?.message.split('\n').at(-1)}`}`)
    if (failure?.name === 'Violation') throw failure
    if (!job) return
    if (run.dead) await this.queue.unlock(job)
    else if (failure) await this.queue.fail(job, failure.message)
    else await this.queue.complete(job)
  }

  /** A webhook arrives: perhaps twice, perhaps never, in any order. */
  async deliver(lossy: boolean): Promise<void> {
    const { deliveries } = this.desk.store.post
    if (deliveries.length === 0) return
    const at = lossy ? this.chance.under(deliveries.length) : 0
    const [delivery] = deliveries.splice(at, 1)
    if (!delivery) return
    const roll = lossy ? this.chance.under(8) : 7
    // Of a merge that is never told nobody could know.
    if (roll === 0 && delivery.topic !== 'customers/merge') return
    if (roll === 1) deliveries.push(delivery)
    const { shop, topic, id: webhookId, body } = delivery
    await keepAll(this.desk.world, [{ shop, topic, webhookId, payload: JSON.parse(body) }])
  }

  /** Time passes; writes that were under way land. */
  async pass(ms: number): Promise<void> {
    const to = this.desk.now + ms
    this.landings.sort((one, other) => one.at - other.at)
    for (let first = this.landings[0]; first && first.at <= to; first = this.landings[0]) {
      this.landings.shift()
      this.desk.now = Math.max(this.desk.now, first.at)
      this.note('  a late write lands')
      await first.deliver().catch(() => undefined)
    }
    this.desk.now = Math.max(this.desk.now, to)
  }
}
