import type { World } from '../../../app/platform/world.server.ts'
import { type Answer, type ShopClient, ShopifySilent } from '../../../app/shopify/client.server.ts'
import type { CaseFacts } from '../manual.ts'
import { Courier } from './courier.ts'
import type { Scene } from './scene.ts'

type Fate = 'go' | 'crash' | 'crash-inside'

/** One run of a job or of a person's click, stopped at every gate: before and after each question to Shopify, before and after each commit. */
export class Run {
  readonly name: string
  readonly scene: Scene
  readonly world: World
  /** Nobody disturbs it. */
  calm = false
  ended = false
  /** Whether it died; then nothing of it goes on, not even its error handling. */
  dead = false
  failure: unknown = null
  /** Where it stands. */
  at = 'begins'
  /** When its last reading was made, by the oracle's turns. */
  readTurn = 0
  /** What its last write was: its metafield, and whether the answer says what became of it. */
  wrote: { readonly flag: boolean | null; refused: boolean; unknown: boolean } | null = null
  /** Its last commit, and the cycle that it named. */
  committed: CaseFacts | null = null
  cycle: string | null = null
  private resume: ((fate: Fate) => void) | null = null
  private stopped: () => void = () => {}
  private readonly work: (world: World) => Promise<unknown>

  constructor(scene: Scene, name: string, work: (world: World) => Promise<unknown>) {
    this.scene = scene
    this.name = name
    this.work = work
    this.world = this.guarded(scene.desk.world)
  }

  /** Lets it go on to its next gate, or to its end. */
  async step(fate: Fate = 'go'): Promise<void> {
    const stopped = new Promise<void>((resolve) => {
      this.stopped = resolve
    })
    const { resume } = this
    this.resume = null
    if (fate === 'crash' && (resume || this.at === 'begins')) {
      this.die()
      return
    }
    if (resume) resume(fate)
    else
      this.work(this.world).then(
        () => this.end(null),
        (error: unknown) => this.end(error),
      )
    await stopped
  }

  private end(failure: unknown): void {
    this.ended = true
    this.failure = failure
    this.stopped()
  }

  private die(): void {
    this.ended = true
    this.dead = true
    this.stopped()
  }

  async gate(at: string): Promise<Fate> {
    this.at = at
    return new Promise<Fate>((resolve) => {
      this.resume = resolve
      this.stopped()
    })
  }

  private guarded(base: World): World {
    const { scene } = this
    const transaction = async (work: (tx: never) => Promise<unknown>, options: object) => {
      const fate = await this.gate('commits')
      try {
        const done = await base.db.$transaction(async (tx) => {
          const result = await work(tx as never)
          if (fate === 'crash-inside') throw new Error('died inside the transaction')
          return result
        }, options)
        await scene.observe(this)
        await this.gate('has committed')
        return done
      } catch (error) {
        if (fate !== 'crash-inside') throw error
        this.die()
        return new Promise(() => {})
      }
    }
    return {
      ...base,
      newId: () => scene.newId(),
      db: new Proxy(base.db, { get: (db, name) => (name === '$transaction' ? transaction : Reflect.get(db, name)) }),
      shopify: async (shop) => this.client(await base.shopify(shop)),
    }
  }

  private client(inner: ShopClient): ShopClient {
    const courier = new Courier(this, inner)
    return {
      shop: inner.shop,
      request: async (document, variables, sendBefore) => {
        const [operation] = document.definitions
        const name = operation && 'name' in operation ? (operation.name?.value ?? '') : ''
        await this.gate(`asks ${name}`)
        if (sendBefore !== undefined && this.scene.desk.now > sendBefore) throw new ShopifySilent('too late to send')
        let answer: Answer<never> | null = null
        let failure: unknown = null
        await courier.carry(name, document as never, variables as never).then(
          (value) => {
            answer = value
          },
          (error: unknown) => {
            failure = error
          },
        )
        await this.gate(`has the answer of ${name}`)
        if (answer === null) throw failure
        return answer
      },
    }
  }
}
