import { createHash, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import { eraseShop } from '../../../app/accounts/shop-erasure.server.ts'
import { keepDocument, markSent, takeBack } from '../../../app/documents/vault.server.ts'
import { sealJson } from '../../../app/platform/crypto.server.ts'
import { type World, write } from '../../../app/platform/world.server.ts'
import { redact, told } from '../../harness/customers.ts'
import type { Chance } from '../random.ts'

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A file that somebody handed in. */
export interface File {
  readonly id: string
  readonly shop: string
  readonly customer: bigint
  readonly hash: string
  /** Sent files of a verified customer are held by a law when the customer is erased. */
  readonly sent: boolean
}

/** Who was erased after the backup. */
export interface ErasedCustomer {
  readonly shop: string
  readonly customer: bigint
  /** Records that laws hold, and until when: as they stood before the database was lost. */
  readonly held: string
}

/** What happened in the shops, told from outside. */
export class Life {
  readonly files: File[] = []
  readonly takenBack = new Set<string>()
  readonly customers: { readonly shop: string; readonly customer: bigint; readonly verified: boolean }[] = []
  readonly erased: ErasedCustomer[] = []
  readonly erasedShops = new Set<string>()
  private readonly chance: Chance
  private people = 0

  constructor(chance: Chance) {
    this.chance = chance
  }

  async openShop(world: World, shop: string): Promise<void> {
    await world.db.shop.create({ data: { shopId: shop, installedAt: world.now() } })
  }

  /** Somebody comes, is perhaps verified, and hands files in. */
  async arrive(world: World, shop: string): Promise<void> {
    const { chance } = this
    this.people += 1
    const customer = BigInt(1000 + this.people)
    const verified = chance.once(2)
    const who = { shopId: shop, customerId: customer }
    this.customers.push({ shop, customer, verified })
    await world.db.kycCase.create({ data: { ...who, party: 'individual', identity: verified ? 'accepted' : 'submitted', verified } })
    const sealed = sealJson(await world.keyring.of(shop), `${shop}:kyc-profile:${customer}`, { birthDate: '1990-01-02' })
    await world.db.kycProfile.create({ data: { ...who, sealed, updatedAt: world.now() } })
    if (verified) await world.db.kycEvent.create({ data: { ...who, actor: 'staff', type: 'approve', at: world.now() } })
    for (let page = 0; page < 1 + chance.under(2); page++) await this.handIn(world, shop, customer, true)
    if (chance.once(2)) await this.handIn(world, shop, customer, false)
  }

  async handIn(world: World, shop: string, customer: bigint, sent: boolean): Promise<void> {
    const { chance } = this
    const background = { r: chance.under(256), g: chance.under(256), b: chance.under(256) }
    const bytes = await sharp({ create: { width: 100 + chance.under(300), height: 100 + chance.under(300), channels: 3, background } })
      .jpeg()
      .toBuffer()
    const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), mediaType: 'image/jpeg', bytes } as const
    const kept = await keepDocument(world, shop, customer, upload)
    if (!kept.ok) throw new Error(`a file was refused: ${kept.refusal.code}`)
    if (sent) await write(world, (tx) => markSent(tx, shop, customer, 'identity', world.now()))
    this.files.push({ id: kept.value.id, shop, customer, hash: hashOf(bytes), sent })
  }

  /** Something is erased: a file, a customer, now and then a whole shop. */
  async erase(world: World): Promise<void> {
    const { chance } = this
    const unsent = this.files.filter(({ id, sent, shop, customer }) => !sent && !this.takenBack.has(id) && !this.isErased(shop, customer))
    const left = this.customers.filter(({ shop, customer }) => !this.isErased(shop, customer))
    const roll = chance.under(10)
    if (roll < 4 && unsent.length > 0) {
      const { id, shop, customer } = chance.of(unsent)
      const taken = await takeBack(world, shop, customer, id)
      if (!taken.ok) throw new Error('a file could not be taken back')
      this.takenBack.add(id)
    } else if (roll < 9 && left.length > 0) {
      const { shop, customer } = chance.of(left)
      await redact(world, shop, customer)
      this.erased.push({ shop, customer, held: await heldOf(world, shop, customer) })
    } else if (left.length > 0) {
      const { shop } = chance.of(left)
      await told(world, shop, 'app/uninstalled')
      await told(world, shop, 'shop/redact')
      await eraseShop(world, shop)
      this.erasedShops.add(shop)
      for (const one of left.filter((each) => each.shop === shop)) {
        this.erased.push({ ...one, held: await heldOf(world, shop, one.customer) })
      }
    }
  }

  isErased(shop: string, customer: bigint): boolean {
    return this.erased.some((one) => one.shop === shop && one.customer === customer)
  }
}

/** What laws hold of a customer, as text: kind, law and the end of the clock. */
export async function heldOf(world: World, shop: string, customer: bigint): Promise<string> {
  const rows = await world.db.heldRecord.findMany({ where: { shopId: shop, customerId: customer } })
  return rows
    .map(({ kind, law, heldUntil }) => `${kind} ${law} ${heldUntil.toISOString().slice(0, 16)}`)
    .sort()
    .join()
}
