import { normaliseEmail, normalisePhone } from '../../store/contact.ts'
import { createCustomer, updateCustomer } from '../../store/customers.ts'
import { idOf } from '../../store/gids.ts'
import { done, type FieldError, fieldError, type Outcome, refused } from '../../store/outcome.ts'
import type { Customer } from '../../store/types.ts'
import { type Args, type Caller, type Root, record, text } from '../context.ts'
import { customerView } from '../views/customer-view.ts'
import { userErrors } from './answers.ts'
import { customIdOf, findByIdentifier } from './customer-identifier.ts'
import { readCustomerInput } from './customer-input.ts'

const CODES: readonly (readonly [RegExp, string])[] = [
  [/taken$/, 'TAKEN'],
  [/too long/, 'TOO_LONG'],
  [/blank/, 'BLANK'],
  [/.*/, 'INVALID'],
]

// The model speaks of fields; this mutation's errors carry codes as well.
const coded = (error: FieldError): FieldError => ({
  ...error,
  code: error.code ?? CODES.find(([words]) => words.test(error.message))?.[1] ?? 'INVALID',
})

function identifierError(caller: Caller, identifier: Args, input: Args): FieldError | undefined {
  const same: Record<string, (text: string) => string | undefined> = {
    email: normaliseEmail,
    phone: (one) => normalisePhone(one, caller.shop.countryCode) ?? one,
  }
  for (const [field, normal] of Object.entries(same)) {
    const wanted = text(identifier, field)
    if (wanted === undefined) continue
    const written = text(input, field)
    if (written === undefined)
      return fieldError([], 'The input field corresponding to the identifier is required.', 'MISSING_FIELD_REQUIRED')
    if (normal(written) !== normal(wanted)) {
      return fieldError([], 'The identifier value does not match the value of the corresponding field in the input.', 'INPUT_MISMATCH')
    }
  }
  return undefined
}

function target(caller: Caller, identifier: Args | undefined, input: Args): Outcome<Customer | undefined> {
  const inputId = text(input, 'id')
  if (identifier && inputId !== undefined) {
    return refused(fieldError(['id'], 'The id field is not allowed if identifier is provided.', 'ID_NOT_ALLOWED'))
  }
  const missing = () => refused(fieldError([], 'Resource matching the identifier was not found.', 'NOT_FOUND'))
  if (!identifier) {
    if (inputId === undefined) return done(undefined)
    const found = caller.shop.customers.get(idOf(inputId, 'Customer') ?? -1)
    return found ? done(found) : missing()
  }
  const error = identifierError(caller, identifier, input)
  if (error) return refused(error)
  const found = findByIdentifier(caller, identifier)
  return !found && text(identifier, 'id') !== undefined ? missing() : done(found)
}

/** customerSet: makes or changes the customer whom the identifier names; lists are replaced, blank addresses are taken (recorded). */
export const customerSet: Root = (args, caller) => {
  const input = record(args, 'input')
  const identifier = args.identifier ? record(args, 'identifier') : undefined
  const answer = (outcome: Outcome<Customer>) => ({
    __typename: 'CustomerSetPayload',
    customer: outcome.ok ? customerView(caller, outcome.value) : null,
    userErrors: userErrors(outcome.ok ? [] : outcome.errors.map(coded), 'CustomerSetUserError', ['input']),
  })
  const custom = identifier && customIdOf(caller, identifier)
  const found = target(caller, identifier, input)
  if (!found.ok) return answer(found)
  if (input.taxExempt === null) return answer(refused(fieldError(['taxExempt'], 'Tax exempt is of unexpected type NilClass', 'INVALID')))
  const draft = { ...readCustomerInput(input), metafields: custom && [{ ...custom, type: 'id' }] }
  const rules = { blankAddresses: true }
  const { world, shop, by } = caller
  return answer(found.value ? updateCustomer(world, shop, found.value.id, draft, by, rules) : createCustomer(world, shop, draft, by, rules))
}
