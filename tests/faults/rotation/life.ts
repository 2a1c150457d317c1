import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import sharp from 'sharp'
import { documentKey, documentsOf, keepDocument, openBytes, takeBack } from '../../../app/documents/vault.server.ts'
import { history, tell } from '../../../app/kyc/history.server.ts'
import { profileOf } from '../../../app/kyc/submission.server.ts'
import { sealJson } from '../../../app/platform/crypto.server.ts'
import type { World } from '../../../app/platform/world.server.ts'
import type { Chance } from '../random.ts'

/** A file that somebody handed in; `gone` when it was taken back. */
export interface File {
  readonly shop: string
  readonly customer: bigint
  readonly id: string
  readonly hash: string
  gone: boolean
}

export interface Person {
  readonly shop: string
  readonly customer: bigint
  /** The note that staff wrote. */
  readonly note: string
  readonly birthDate: string
}

const FILES_EACH = 5
const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** People of some shops hand files in, take some back, and are looked at, all at once. */
export class Life {
  readonly files: File[] = []
  readonly people: Person[] = []
  /** What could not be opened while everything went on. */
  readonly wrong: string[] = []
  looks = 0
  private readonly world: World
  private readonly chance: Chance
  private readonly pictures: readonly Buffer[]

  private constructor(world: World, chance: Chance, pictures: readonly Buffer[]) {
    this.world = world
    this.chance = chance
    this.pictures = pictures
  }

  static async begin(world: World, chance: Chance): Promise<Life> {
    const colours = Array.from({ length: 12 }, () => ({ r: chance.under(256), g: chance.under(256), b: chance.under(256) }))
    const pictures = colours.map((background) =>
      sharp({ create: { width: 60, height: 40, channels: 3, background } })
        .jpeg()
        .toBuffer(),
    )
    return new Life(world, chance, await Promise.all(pictures))
  }

  /** Somebody new with a profile, a note of staff and some files; sometimes one is taken back again. */
  async arrive(shop: string): Promise<void> {
    const { world, chance } = this
    const customer = BigInt(1000 + this.people.length)
    const person = { shop, customer, note: randomUUID(), birthDate: `19${10 + chance.under(90)}-01-02` }
    this.people.push(person)
    const about = `${shop}:kyc-profile:${customer}`
    const sealed = sealJson(await world.keyring.of(shop), about, { birthDate: person.birthDate, occupation: '会社員' })
    await world.db.kycProfile.create({ data: { shopId: shop, customerId: customer, sealed } })
    const words = { privateNote: person.note }
    await world.db.$transaction((tx) => tell(world, tx, shop, customer, 'note', { kind: 'staff', id: '7' }, words))
    for (let page = 0; page < FILES_EACH; page++) await this.handIn(shop, customer)
    if (chance.once(4)) await this.takeOneBack(shop, customer)
  }

  private async handIn(shop: string, customer: bigint): Promise<void> {
    const bytes = this.chance.of(this.pictures)
    const upload = { part: 'identity', kind: 'passport', upload: randomUUID(), mediaType: 'image/jpeg', bytes } as const
    const kept = await keepDocument(this.world, shop, customer, upload)
    if (!kept.ok) throw new Error(`a file was refused: ${kept.refusal.code}`)
    this.files.push({ shop, customer, id: kept.value.id, hash: hashOf(bytes), gone: false })
  }

  private async takeOneBack(shop: string, customer: bigint): Promise<void> {
    const file = this.chance.of(this.files.filter((each) => each.shop === shop && each.customer === customer))
    file.gone = true
    const taken = await takeBack(this.world, shop, customer, file.id)
    if (!taken.ok) throw new Error('a file could not be taken back')
  }

  /** Looks at one file and at one person, and notes what does not open. */
  async look(): Promise<void> {
    const file = this.chance.of(this.files)
    const person = this.chance.of(this.people)
    this.looks += 2
    this.wrong.push(...(await this.fileFaults(file)), ...(await this.personFaults(person, true)))
  }

  /** Looks at everything. */
  async lookAtAll(): Promise<string[]> {
    const wrong: string[] = []
    for (const file of this.files) wrong.push(...(await this.fileFaults(file)))
    for (const person of this.people) {
      const { shop, customer } = person
      const papers = await documentsOf(this.world, shop, customer)
      const theirs = this.files.filter((file) => file.shop === shop && file.customer === customer && !file.gone)
      if (papers.length !== theirs.length) wrong.push(`customer ${customer} has ${papers.length} files and handed in ${theirs.length}`)
      wrong.push(...(await this.personFaults(person, false)))
    }
    return wrong
  }

  private async fileFaults(file: File): Promise<string[]> {
    const { shop, id, hash } = file
    try {
      const row = await this.world.db.document.findUnique({ where: { shopId_id: { shopId: shop, id } } })
      // Taken back before we looked, or while.
      if (!row?.wrappedKey) return file.gone ? [] : [`the key of the file ${id} is lost`]
      const opened = await openBytes(this.world, shop, id, await documentKey(this.world, shop, id, row.wrappedKey))
      if (file.gone) return []
      if (!opened.ok) return [`the file ${id} is lost: ${opened.refusal.code}`]
      return hashOf(opened.value) === hash ? [] : [`the file ${id} is not what was handed in`]
    } catch (error) {
      return file.gone ? [] : [`the file ${id} does not open: ${(error as Error).message}`]
    }
  }

  private async personFaults({ shop, customer, note, birthDate }: Person, mayBeNew: boolean): Promise<string[]> {
    try {
      const profile = await profileOf(this.world, { shop, customer })
      const [line] = await history(this.world, shop, customer)
      if (mayBeNew && (!profile || !line)) return []
      return profile?.birthDate === birthDate && line?.privateNote === note
        ? []
        : [`what is kept of customer ${customer} is not what it was`]
    } catch (error) {
      return [`customer ${customer} does not open: ${(error as Error).message}`]
    }
  }

  /** Everything at once until told to stop: files come in, at most so many a shop, and are looked at. */
  async goOn(shops: readonly string[], filesMax: number, isOver: () => boolean): Promise<void> {
    const comers = Array.from({ length: 2 }, async () => {
      while (!isOver()) {
        if (this.files.length < filesMax) await this.arrive(this.chance.of(shops))
        await pause(this.chance.under(20))
      }
    })
    const lookers = Array.from({ length: 2 }, async () => {
      while (!isOver()) {
        await this.look()
        await pause(this.chance.under(5))
      }
    })
    await Promise.all([...comers, ...lookers])
  }
}
