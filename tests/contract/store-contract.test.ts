// The histories (tests/faults) run against a simulated store; here the dev store is held to the same contract, over HTTP.
import { print } from 'graphql'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  ReadCustomerDocument,
  type ReadCustomerQuery,
  WriteCustomerDocument,
  type WriteCustomerMutation,
} from '../../app/shopify/operations.generated.ts'
import type { Shown, StoreAnswer, StoreDocument } from '../faults/store.ts'
import { CONTRACT, type ContractStore } from '../faults/store-contract.ts'
import { startStore, type TestStore } from '../harness/store.ts'

let store: TestStore
let registered = 0

beforeAll(async () => {
  store = await startStore()
  await store.lever('POST', 'settings', { bucket: { maximum: 100_000, restorePerSecond: 50_000 } })
})

async function ask<Data>(query: string, variables: object): Promise<Data> {
  const answer = await fetch(`${store.url}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown }
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

interface State {
  readonly tags: readonly string[]
  readonly verified: { readonly value: string; readonly updatedAt: string; readonly compareDigest: string } | null
}

const shown = ({ tags, verified }: State): Shown => ({
  tags,
  metafield: verified && { value: verified.value === 'true', updatedAt: verified.updatedAt, compareDigest: verified.compareDigest },
})

async function read(id: string): Promise<Shown> {
  const { customer } = await ask<ReadCustomerQuery>(print(ReadCustomerDocument), { id })
  if (!customer) throw new Error(`no customer ${id}`)
  return shown(customer as State)
}

async function write(id: string, { metafield, remove, add }: StoreDocument): Promise<StoreAnswer> {
  const field = metafield && { value: String(metafield.value), compareDigest: metafield.compareDigest }
  const data = await ask<WriteCustomerMutation>(print(WriteCustomerDocument), {
    id,
    metafields: field ? [{ ownerId: id, namespace: '$app', key: 'verified', type: 'boolean', ...field }] : [],
    setting: field !== null,
    remove,
    removing: remove.length > 0,
    add,
    adding: add.length > 0,
  })
  const errorOf = (root: { userErrors: readonly { message: string }[] } | null | undefined) => root?.userErrors[0]?.message ?? null
  const state = [data.tagsAdd?.node, data.tagsRemove?.node, data.metafieldsSet?.metafields?.[0]?.owner].find(
    (node) => node && 'tags' in node,
  )
  return {
    // A part that was refused selects nothing: then the reading stands in.
    shown: state ? shown(state as State) : await read(id),
    written: data.metafieldsSet?.metafields?.[0]?.updatedAt ?? null,
    errors: { metafield: errorOf(data.metafieldsSet), remove: errorOf(data.tagsRemove), add: errorOf(data.tagsAdd) },
  }
}

const numeric = (id: string): number => Number(id.split('/').at(-1))
const emailOf = new Map<string, string>()

const devStore: ContractStore = {
  async customer(tags) {
    registered += 1
    const email = `contract${registered}@example.com`
    const { id } = await store.act('create-customer', { email, tags: [...tags] })
    const gid = `gid://shopify/Customer/${id}`
    emailOf.set(gid, email)
    return gid
  },
  read,
  write,
  async staffTags(id, tags) {
    await store.act('update-customer', { customer: numeric(id), tags: [...tags] })
  },
  async staffFlag(id, value) {
    const metafield = { customer: numeric(id), key: 'verified' }
    if (value === null) await store.act('delete-metafield', metafield)
    else await store.act('set-metafield', { ...metafield, type: 'boolean', value: String(value) })
  },
  async visitor(id, tags) {
    await store.act('newsletter', { email: emailOf.get(id) ?? '', tags: ['newsletter', ...tags].join(',') })
  },
}

describe('the dev store keeps the contract of the simulated store', () => {
  test.each(CONTRACT)('$name', async ({ run }) => {
    await expect(run(devStore)).resolves.toBeUndefined()
  })
})
