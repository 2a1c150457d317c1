import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, coerceInputValue, type GraphQLInputType, graphqlSync, type IntrospectionQuery, parse, validate } from 'graphql'
import { describe, expect, test } from 'vitest'
import { decide, type GateInput } from '../src/decide.ts'
import { GATE_WORDS } from '../src/words.ts'

const packed = readFileSync(join(import.meta.dirname, '../../../dev-store/schema/functions_cart_checkout_validation_2026-07.json.gz'))
const unpacked = JSON.parse(gunzipSync(packed).toString('utf8')) as IntrospectionQuery & { readonly data?: IntrospectionQuery }
const schema = buildClientSchema(unpacked.data ?? unpacked)
const query = readFileSync(join(import.meta.dirname, '../src/cart_validations_generate_run.graphql'), 'utf8')

type Buyer = GateInput['cart']['buyerIdentity']
const customer = (value?: string): Buyer => ({ isAuthenticated: true, customer: { verified: value === undefined ? null : { value } } })

function inputOf(buyerIdentity: Buyer, step: string | null = 'CHECKOUT_COMPLETION', isoCode = 'JA'): GateInput {
  return { cart: { buyerIdentity: buyerIdentity ?? null }, buyerJourney: { step }, localization: { language: { isoCode } } }
}

/** The messages of an output that Shopify's own type accepts. */
function messages(input: GateInput): string[] {
  const output = decide(input)
  coerceInputValue(output, schema.getType('CartValidationsGenerateRunResult') as GraphQLInputType)
  for (const operation of output.operations) for (const error of operation.validationAdd.errors) expect(error.target).toBe('$.cart')
  return output.operations.flatMap((operation) => operation.validationAdd.errors.map((error) => error.message))
}

const LOCKED: [string, Buyer, string][] = [
  ['no buyer at all', null, GATE_WORDS.ja['sign-in']],
  ['a guest', { isAuthenticated: false, customer: null }, GATE_WORDS.ja['sign-in']],
  ['a verified e-mail typed by a guest', { isAuthenticated: false, customer: { verified: { value: 'true' } } }, GATE_WORDS.ja['sign-in']],
  ['a missing metafield', customer(), GATE_WORDS.ja['not-verified']],
  ['a blank metafield', customer(''), GATE_WORDS.ja['not-verified']],
  ['a metafield that says 1', customer('1'), GATE_WORDS.ja['not-verified']],
  ['a metafield that says TRUE', customer('TRUE'), GATE_WORDS.ja['not-verified']],
  ['a metafield switched off', customer('false'), GATE_WORDS.ja.stopped],
]

describe('the checkout gate', () => {
  test.each(LOCKED)('D01 D04 %s is refused at checkout, with one sentence', (_, buyer, message) => {
    expect(messages(inputOf(buyer, 'CHECKOUT_INTERACTION'))).toEqual([message])
    expect(messages(inputOf(buyer, 'CHECKOUT_COMPLETION'))).toEqual([message])
  })

  test.each(['CHECKOUT_INTERACTION', 'CHECKOUT_COMPLETION'])('D03 a verified customer passes at %s', (step) => {
    expect(messages(inputOf(customer('true'), step))).toEqual([])
  })

  test.each(LOCKED)('D01 %s may still fill a cart', (_, buyer) => {
    expect(messages(inputOf(buyer, 'CART_INTERACTION'))).toEqual([])
  })

  test.each([null, 'A_STEP_OF_TOMORROW'])('D01 an unknown step (%s) is shut, not open', (step) => {
    expect(messages(inputOf(customer(), step))).toHaveLength(1)
    expect(messages(inputOf(customer('true'), step))).toEqual([])
  })

  test.each([
    ['JA', 'ja'],
    ['ZH_TW', 'zh-Hant'],
    ['ZH_CN', 'zh-Hans'],
    ['ZH', 'zh-Hans'],
    ['EN', 'en'],
    ['FR', 'en'],
  ] as const)('D01 a buyer who reads %s is told in %s', (isoCode, language) => {
    expect(messages(inputOf(null, 'CHECKOUT_COMPLETION', isoCode))).toEqual([GATE_WORDS[language]['sign-in']])
  })

  test('D01 no two sentences are the same', () => {
    const sentences = Object.values(GATE_WORDS).flatMap((words) => Object.values(words))
    expect(new Set(sentences).size).toBe(sentences.length)
  })
})

describe('the input query', () => {
  test('is valid against the schema that Shopify publishes', () => {
    expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([])
  })

  test('D01 reads the app-owned metafield that the theme and the app speak of', () => {
    expect(query).toMatch(/metafield\(namespace: "\$app", key: "verified"\)/)
  })

  test.each(LOCKED)('answers %s in the shape that the decision takes', (_, buyer) => {
    const input = inputOf(buyer)
    const shopify = {
      ...input,
      cart: { buyerIdentity: buyer && { ...buyer, customer: buyer.customer && { metafield: buyer.customer.verified } } },
    }
    const { data, errors } = graphqlSync({ schema, source: query, rootValue: shopify })
    expect(errors).toBeUndefined()
    expect(messages(data as unknown as GateInput)).toEqual(messages(input))
  })
})
