import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql'
import type { KycSurvey } from '../../generated/prisma/client.ts'
import type { Tx } from '../platform/db.server.ts'
import { type World, write } from '../platform/world.server.ts'
import type { EveryCustomerLine } from '../shopify/customer-lines.ts'
import { customerIdOf } from '../shopify/gid.ts'
import { CustomerMetafieldsDocument, type CustomerMetafieldsQuery, EveryCustomerDocument } from '../shopify/operations.generated.ts'
import { readSettings } from '../staff/settings.ts'
import { NEW_CASE } from './case.ts'
import { isFromBefore } from './nominees.ts'
import type { Base } from './protocol.ts'
import { isOfEarlierInstallation, toCase } from './rows.server.ts'
import { keepSightings, type NewSighting, sourcesOf } from './sightings.server.ts'
import { toBoolean, toReading } from './store.server.ts'
import { beginSurvey, giveUp, type Reader, unfinished } from './surveys.server.ts'
import { countName, foresee, type Source, sameSource, sightingOf } from './take-over.ts'
import { wordingsOf } from './wordings.ts'

/** A preview reads this many metafields of the store beside the tags, so that another choice among them needs no other reading. */
const SOURCES_MAX = 20

/** The store's own metafields in a line of the preview. */
type OwnFields = Readonly<Record<string, { readonly value: string } | null>>

/**
 * Reads for the preview of an installation: what would become of every customer from before, for the tags alone and for each metafield. Keeps
 * what it saw; nominates nobody and writes nothing to the store. Whom we already manage, and who came later, is not counted.
 */
export async function preview(world: World, survey: KycSurvey): Promise<Reader> {
  const shop = survey.shopId
  const { installedAt, settings } = await world.db.shop.findUniqueOrThrow({ where: { shopId: shop } })
  const sources = sourcesOf(await world.db.takeOver.findUnique({ where: { shopId: shop } }))
  const wordings = wordingsOf(readSettings(settings))
  const readAt = survey.startedAt.getTime()
  return {
    document: withSources(EveryCustomerDocument, sources),
    take: (lines) => async (tx) => {
      const cases = await casesOf(tx, shop, lines, installedAt)
      const counts: Record<string, number> = { read: lines.length, total: 0 }
      const count = (name: string) => {
        counts[name] = (counts[name] ?? 0) + 1
      }
      const seen: NewSighting[] = []
      for (const line of lines) {
        const customer = customerIdOf(line.id)
        if (customer === null || !isFromBefore(line.createdAt, installedAt)) continue
        const known = cases.get(customer)
        if (known === 'managed') continue
        const theirs = toReading(line, wordings, readAt)
        const own = sources.map((_, index) => toBoolean((line as unknown as OwnFields)[fieldName(index)]))
        const verdicts = [null, ...own].map((each) => foresee(known?.ours ?? NEW_CASE, known?.returning ?? false, theirs, each).verdict)
        for (const [index, verdict] of verdicts.entries()) count(countName(index === 0 ? null : index - 1, verdict))
        count('total')
        seen.push({ customer, ...sightingOf(theirs, own), verdicts })
      }
      await keepSightings(tx, shop, survey.id, seen)
      return counts
    },
    over: async (_, reason) => {
      // Who is no longer in the store was seen by an earlier preview only.
      if (reason === null) await world.db.kycSighting.deleteMany({ where: { shopId: shop, preview: { not: survey.id } } })
    },
  }
}

const fieldName = (index: number): string => `own${index}`

/** The bulk query with the store's own metafields beside ours. Bulk queries have no variables, so their names stand in it. */
function withSources(document: DocumentNode, sources: readonly Source[]): DocumentNode {
  const text = (value: string) => ({ kind: Kind.STRING, value }) as const
  const name = (value: string) => ({ kind: Kind.NAME, value }) as const
  const fields = sources.map(
    ({ namespace, key }, index): FieldNode => ({
      kind: Kind.FIELD,
      alias: name(fieldName(index)),
      name: name('metafield'),
      arguments: [
        { kind: Kind.ARGUMENT, name: name('namespace'), value: text(namespace) },
        { kind: Kind.ARGUMENT, name: name('key'), value: text(key) },
      ],
      selectionSet: { kind: Kind.SELECTION_SET, selections: [{ kind: Kind.FIELD, name: name('value') }] },
    }),
  )
  const longer = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: [...set.selections, ...fields] })
  return visit(document, {
    Field: (node) => (node.name.value === 'node' && node.selectionSet ? { ...node, selectionSet: longer(node.selectionSet) } : undefined),
  })
}

type Known = { readonly ours: ReturnType<typeof toCase>; readonly returning: boolean } | 'managed'

async function casesOf(tx: Tx, shop: string, lines: readonly EveryCustomerLine[], installedAt: Date): Promise<Map<bigint, Known>> {
  const ids = lines.flatMap(({ id }) => customerIdOf(id) ?? [])
  const rows = await tx.kycCase.findMany({ where: { shopId: shop, customerId: { in: ids } } })
  return new Map(
    rows.map((row): [bigint, Known] => {
      const base = row.base as unknown as Base | null
      const returning = isOfEarlierInstallation(base, installedAt)
      return [row.customerId, base && !returning ? 'managed' : { ours: toCase(row), returning }]
    }),
  )
}

/** The boolean metafields that the store defines for its customers, but those of apps. Rejects when the store does not answer. */
export async function metafieldsOf(world: World, shop: string): Promise<readonly Source[]> {
  const client = await world.shopify(shop)
  const found: Source[] = []
  for (let after: string | null = null; ; ) {
    const page: CustomerMetafieldsQuery['metafieldDefinitions'] = (await client.request(CustomerMetafieldsDocument, { after })).data
      .metafieldDefinitions
    for (const { namespace, key, name, type } of page.nodes) {
      if (type.name === 'boolean' && !namespace.startsWith('app--')) found.push({ namespace, key, name })
    }
    if (!page.pageInfo.hasNextPage) return found
    after = page.pageInfo.endCursor
  }
}

/** Begins the preview of an installation that has none yet: the owner may have been faster than the job. */
export async function beginFirstPreview(world: World, shop: string): Promise<void> {
  const row = await world.db.takeOver.findUnique({ where: { shopId: shop }, select: { preview: true } })
  if (!row?.preview) await beginPreview(world, shop)
}

/**
 * Begins a preview, unless the owner has confirmed one already; one under way goes on, unless it does not read `wanted`. Answers whether one
 * is under way now. Rejects when the store does not answer.
 */
export async function beginPreview(world: World, shop: string, wanted: Pick<Source, 'namespace' | 'key'> | null = null): Promise<boolean> {
  const all = await metafieldsOf(world, shop)
  const first = all.filter((one) => wanted !== null && sameSource(one, wanted))
  const sources = [...first, ...all.filter((one) => !first.includes(one))].slice(0, SOURCES_MAX)
  return write(world, async (tx) => {
    await tx.$executeRaw`insert into take_overs (shop_id) values (${shop}) on conflict do nothing`
    const [row] = await tx.$queryRaw<{ state: string; sources: Source[]; source: number | null }[]>`
      select state, sources, source from take_overs where shop_id = ${shop} for update`
    if (row?.state !== 'asked') return false
    const running = await unfinished(tx, shop, 'preview')
    if (running && (wanted === null || row.sources.some((one) => sameSource(one, wanted)))) return true
    if (running) await giveUp(tx, running, 'superseded', world.now())
    const chosen = wanted ?? (row.source === null ? null : row.sources[row.source])
    const source = chosen ? sources.findIndex((one) => sameSource(one, chosen)) : -1
    const id = await beginSurvey(world, tx, shop, 'preview')
    await tx.takeOver.update({
      where: { shopId: shop },
      data: { preview: id, sources: sources.map((one) => ({ ...one })), source: source === -1 ? null : source },
    })
    return true
  })
}
