import {
  deleteMetafield,
  findMetafield,
  isForeignNamespace,
  metafieldOwner,
  resolveNamespace,
  setMetafields,
} from '../../store/metafields.ts'
import { fieldError } from '../../store/outcome.ts'
import { mayWriteCustomers } from '../api-error.ts'
import { type Caller, given, type Root, records, text } from '../context.ts'
import { metafieldView } from '../views/metafield-view.ts'
import { userErrors } from './answers.ts'
import { readMetafieldInput } from './customer-input.ts'

const INPUTS_MAX = 25

const answer = (metafields: unknown[], errors: Parameters<typeof userErrors>[0]) => ({
  __typename: 'MetafieldsSetPayload',
  metafields,
  userErrors: userErrors(errors, 'MetafieldsSetUserError'),
})

const isCustomers = (input: Record<string, unknown>): boolean => (text(input, 'ownerId') ?? '').includes('/Customer/')

const set: Root = (args, caller) => {
  const inputs = records(args, 'metafields')
  if (inputs.some(isCustomers)) mayWriteCustomers(caller, 'metafieldsSet')
  if (inputs.length > INPUTS_MAX) {
    const message = `Exceeded the maximum metafields input limit of ${INPUTS_MAX}.`
    return answer([], [fieldError(['metafields'], message, 'LESS_THAN_OR_EQUAL_TO')])
  }
  const drafts = inputs.map((input) => ({ ...readMetafieldInput(input), ownerId: text(input, 'ownerId') ?? '' }))
  const outcome = setMetafields(caller.world, caller.shop, drafts, caller.by)
  if (!outcome.ok) return answer([], outcome.errors)
  const shown = outcome.value.map((metafield, i) => {
    const found = metafieldOwner(caller.shop, drafts[i]?.ownerId ?? '')
    return found && metafieldView(caller, metafield, found.type, found.owner)
  })
  return answer(shown, [])
}

function remove(caller: Caller, input: Record<string, unknown>) {
  const ownerId = text(input, 'ownerId') ?? ''
  const key = text(input, 'key') ?? ''
  const namespace = resolveNamespace(caller.world, given(input, 'namespace'))
  const owner = metafieldOwner(caller.shop, ownerId)?.owner
  if (!owner || !findMetafield(caller.world, owner, namespace, key)) return null
  deleteMetafield(caller.world, caller.shop, ownerId, namespace, key, caller.by)
  return { __typename: 'MetafieldIdentifier', ownerId, namespace, key }
}

const removeAll: Root = (args, caller) => {
  const inputs = records(args, 'metafields')
  if (inputs.some(isCustomers)) mayWriteCustomers(caller, 'metafieldsDelete')
  const foreign = inputs.some((input) => isForeignNamespace(caller.world, resolveNamespace(caller.world, given(input, 'namespace'))))
  const errors = foreign
    ? [fieldError(['metafields'], 'Access to this namespace and key on Metafields for this resource type is not allowed.')]
    : []
  return {
    __typename: 'MetafieldsDeletePayload',
    deletedMetafields: foreign ? [] : inputs.map((input) => remove(caller, input)),
    userErrors: userErrors(errors),
  }
}

export const metafieldMutations: Record<string, Root> = { metafieldsSet: set, metafieldsDelete: removeAll }
