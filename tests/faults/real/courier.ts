import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { type Answer, type ShopClient, ShopifySilent } from '../../../app/shopify/client.server.ts'
import type { Fault } from '../../../dev-store/control/faults.ts'
import { MINUTE, SECOND } from '../scene.ts'
import type { Run } from './run.ts'

type Document = TypedDocumentNode<Record<string, unknown>, WriteVariables>

interface WriteVariables {
  readonly id?: string
  readonly metafields?: readonly { readonly value: string; readonly compareDigest: string | null }[]
  readonly setting?: boolean
  readonly remove?: readonly string[]
}

const LATE = [20 * SECOND, 2 * MINUTE, 8 * MINUTE + 30 * SECOND]

/** Carries questions to Shopify, and now and then loses, delays or garbles one or its answer. */
export class Courier {
  private readonly run: Run
  private readonly inner: ShopClient

  constructor(run: Run, inner: ShopClient) {
    this.run = run
    this.inner = inner
  }

  async carry(name: string, document: Document, variables: WriteVariables): Promise<Answer<never>> {
    const answer = name === 'WriteCustomer' ? await this.write(document, variables) : await this.read(name, document, variables)
    return answer as Answer<never>
  }

  private async read(name: string, document: Document, variables: WriteVariables): Promise<Answer<unknown>> {
    const { scene, calm } = this.run
    const fate = calm ? 99 : scene.chance.under(60)
    if (fate < 3) this.strike({ kind: 'api-error', status: [500, 429, 401][fate] ?? 500 })
    if (fate === 3) this.strike({ kind: 'api-lost' })
    this.run.readTurn = scene.turnOf(variables.id)
    const answer = await this.inner.request(document, variables)
    if (name !== 'ReadCustomer' || fate !== 4) return answer
    scene.note(`  ${this.run.name}: the answer lacks the metafield`)
    const customer = { ...(answer.data.customer as object), verified: null }
    return { data: { customer }, errors: [internal('customer', 'verified')] }
  }

  private async write(document: Document, variables: WriteVariables): Promise<Answer<unknown>> {
    const { run } = this
    const { scene } = run
    const flag = variables.setting ? variables.metafields?.[0]?.value === 'true' : null
    run.wrote = { flag, refused: false, unknown: false }
    const person = scene.personOf(variables.id)
    person.sent(run, flag, variables.remove ?? [])
    const overMissing = variables.metafields?.[0]?.compareDigest === null
    const deliver = () => scene.landing(overMissing, () => this.inner.request(document, variables))
    const fate = run.calm ? 99 : scene.chance.under(48)
    if (fate < 4) return this.lost(fate, deliver)
    if (fate < 10) {
      const at = scene.desk.now + scene.chance.of(LATE)
      scene.landings.push({ at, deliver })
      scene.note(`  ${run.name}: the write will land late`)
      if (flag && scene.chance.once(3)) scene.soon = 'denial'
      throw new ShopifySilent('no answer')
    }
    if (fate < 16) scene.between = true
    const answer = await deliver()
    scene.between = false
    run.wrote.refused = ((answer.data.metafieldsSet as { userErrors?: unknown[] } | undefined)?.userErrors ?? []).length > 0
    if (fate === 16 && flag !== null) {
      run.wrote.unknown = true
      scene.note(`  ${run.name}: the answer does not say what became of the metafield`)
      return { data: { ...answer.data, metafieldsSet: null }, errors: [internal('metafieldsSet')] }
    }
    return answer
  }

  private async lost(fate: number, deliver: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
    this.run.scene.note(`  ${this.run.name}: ${fate < 2 ? 'the write lands, its answer is lost' : 'the write never lands'}`)
    this.strike(fate < 2 ? { kind: 'api-lost' } : { kind: 'api-error', status: fate === 2 ? 503 : 401 })
    return deliver()
  }

  /** The next question meets this mishap. */
  private strike(fault: Fault): void {
    this.run.scene.desk.store.faults.list.push({ ...fault, left: 1 })
  }
}

const internal = (...path: string[]) => ({ message: 'Internal error', path, extensions: { code: 'INTERNAL_SERVER_ERROR' } })
