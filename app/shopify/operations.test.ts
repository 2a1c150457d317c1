import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DocumentNode, type FieldNode, type OperationDefinitionNode, parse, print, validate } from 'graphql'
import { expect, test } from 'vitest'
import { adminSchema } from '../../scripts/schema.ts'
import * as generated from './operations.generated.ts'

const schema = adminSchema()
const folder = join(import.meta.dirname, 'operations')
const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

const faults = (text: string) => validate(schema, parse(text)).map(({ message }) => message)
const operations = (text: string) =>
  parse(text).definitions.filter((one): one is OperationDefinitionNode => one.kind === 'OperationDefinition')

test.each(files)('every operation of $name is valid against Shopify’s schema', ({ text }) => {
  expect(operations(text).length).toBeGreaterThan(0)
  expect(faults(text)).toEqual([])
})

// The check above must be able to fail: every field of every operation, misspelt, is found.
test.each(files)('a wrong field anywhere in $name is found', ({ text }) => {
  const names = new Set([...print(parse(text)).matchAll(/^\s+([a-z]\w+)(?: \{)?$/gim)].map(([, name]) => name ?? ''))
  expect(names.size).toBeGreaterThan(3)
  for (const name of names) {
    const wrong = text.replace(new RegExp(`^( +(?:\\w+: )?)${name}\\b`, 'm'), `$1${name}OfTomorrow`)
    expect(wrong, name).not.toBe(text)
    expect(faults(wrong).join(), name).toContain(`${name}OfTomorrow`)
  }
})

test('what the code sends is what the files say', () => {
  const defined = (documents: readonly DocumentNode[]) =>
    [...new Set(documents.flatMap(({ definitions }) => definitions.map(print)))].sort()
  const sent = Object.values(generated as Record<string, DocumentNode>)
  expect(defined(sent)).toEqual(defined(files.map(({ text }) => parse(text))))
})

const WRITES = ['tagsAdd', 'tagsRemove', 'metafieldsSet', 'metafieldsDelete', 'customerUpdate', 'customerSet', 'customerCreate']

test('C07 one operation alone writes labels and metafield, metafield first, and the engine alone sends it', () => {
  const roots = (operation: OperationDefinitionNode) =>
    operation.selectionSet.selections.filter((one): one is FieldNode => one.kind === 'Field').map(({ name }) => name.value)
  const writing = files.flatMap(({ text }) => operations(text)).filter((one) => roots(one).some((root) => WRITES.includes(root)))
  expect(writing.map((one) => [one.name?.value, roots(one)])).toEqual([
    // A change of wording in a large store: texts of labels only, nothing that opens (docs/decisions/0011-relabelling-in-bulk.md).
    ['AddTags', ['tagsAdd']],
    ['RemoveTags', ['tagsRemove']],
    ['WriteCustomer', ['metafieldsSet', 'tagsRemove', 'tagsAdd']],
    // The tag of watched customers, which is no label of the law (docs/decisions/0015-watch-tag.md).
    ['TagWatched', ['tagsRemove', 'tagsAdd']],
    // The tag of an order that the net has caught: on the order, never on a customer.
    ['TagOrder', ['tagsAdd']],
    ['UntagOrder', ['tagsRemove']],
  ])
  const app = join(import.meta.dirname, '..')
  const senders = (of: RegExp) =>
    readdirSync(app, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes('.test.') && !name.endsWith('operations.generated.ts'))
      .filter((name) => of.test(readFileSync(join(app, name), 'utf8')))
  expect(senders(/WriteCustomerDocument|\btagsAdd\(|\btagsRemove\(/)).toEqual(['kyc/store.server.ts'])
  expect(senders(/AddTagsDocument/).sort()).toEqual(['kyc/relabelling.server.ts', 'kyc/take-over-labels.server.ts'])
  expect(senders(/RemoveTagsDocument/)).toEqual(['kyc/relabelling.server.ts'])
  expect(senders(/TagWatchedDocument/)).toEqual(['desk/watch.server.ts'])
  expect(senders(/TagOrderDocument|UntagOrderDocument/)).toEqual(['gate/holding.server.ts'])
  const engine = readdirSync(app, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes('.test.') && /\bwriteCustomer\(/.test(readFileSync(join(app, name), 'utf8')),
  )
  expect(engine.sort()).toEqual(['kyc/store.server.ts', 'kyc/sync.server.ts'])
})
