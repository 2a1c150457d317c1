import type { DefinitionDraft } from '../../store/definition-rules.ts'
import { createDefinition, deleteDefinition, pinDefinition, unpinDefinition, updateDefinition } from '../../store/definitions.ts'
import { gid, idOf } from '../../store/gids.ts'
import { categoryOf, METAFIELD_TYPES } from '../../store/metafield-values.ts'
import { definitionOf, isForeignNamespace, resolveNamespace } from '../../store/metafields.ts'
import { fieldError, type Outcome, refused } from '../../store/outcome.ts'
import type { MetafieldDefinition } from '../../store/types.ts'
import { accessDenied, notSupported } from '../api-error.ts'
import { type Args, type Caller, flag, given, list, type Root, record, records, text } from '../context.ts'
import { page } from '../pages.ts'
import { definitionView, metafieldsUnder } from '../views/metafield-view.ts'
import { userErrors } from './answers.ts'

const OURS = 'API client to have access to the namespace and the resource type associated with the metafield definition.\n'

function namespaceFor(caller: Caller, input: Args, field: string): string {
  const namespace = resolveNamespace(caller.world, given(input, 'namespace'))
  if (isForeignNamespace(caller.world, namespace) || /^shopify(--|$)/.test(namespace)) throw accessDenied(field, OURS)
  return namespace
}

const category = (value: string) => value.replace(/^gid:\/\/shopify\/TaxonomyCategory\//, '')

function readDraft(caller: Caller, input: Args, field: string): DefinitionDraft {
  const capability = (name: string) => {
    const given = record(record(input, 'capabilities'), name).enabled
    return typeof given === 'boolean' ? given : undefined
  }
  const constraints = input.constraints ? record(input, 'constraints') : undefined
  const access = input.access ? record(input, 'access') : undefined
  return {
    ownerType: text(input, 'ownerType') ?? '',
    namespace: namespaceFor(caller, input, field),
    key: text(input, 'key') ?? '',
    name: text(input, 'name'),
    description: given(input, 'description'),
    type: text(input, 'type'),
    validations: input.validations
      ? records(input, 'validations').map((one) => ({ name: text(one, 'name') ?? '', value: text(one, 'value') ?? '' }))
      : undefined,
    access: access && {
      admin: text(access, 'admin'),
      storefront: text(access, 'storefront'),
      customerAccount: text(access, 'customerAccount'),
    },
    capabilities: input.capabilities
      ? {
          adminFilterable: capability('adminFilterable'),
          uniqueValues: capability('uniqueValues'),
          smartCollectionCondition: capability('smartCollectionCondition'),
        }
      : undefined,
    constraints: constraints && {
      key: text(constraints, 'key') ?? '',
      values: list(constraints, 'values').map((one) => category(String(one))),
    },
    pin: typeof input.pin === 'boolean' ? input.pin : undefined,
  }
}

const answer = (caller: Caller, payload: string, field: string, error: string, outcome: Outcome<MetafieldDefinition>) => ({
  __typename: payload,
  [field]: outcome.ok ? definitionView(caller, outcome.value) : null,
  userErrors: userErrors(outcome.ok ? [] : outcome.errors, error),
})

const create: Root = (args, caller) => {
  const draft = readDraft(caller, record(args, 'definition'), 'metafieldDefinitionCreate')
  const outcome = createDefinition(caller.shop, draft)
  return answer(caller, 'MetafieldDefinitionCreatePayload', 'createdDefinition', 'MetafieldDefinitionCreateUserError', outcome)
}

const update: Root = (args, caller) => {
  const input = record(args, 'definition')
  const draft = readDraft(caller, input, 'metafieldDefinitionUpdate')
  const updates = input.constraintsUpdates ? record(input, 'constraintsUpdates') : undefined
  const values = (name: string) =>
    (updates ? records(updates, 'values') : []).flatMap((one) => (text(one, name) ? [category(text(one, name) ?? '')] : []))
  const constraintsUpdate = updates && { key: given(updates, 'key'), create: values('create'), remove: values('delete') }
  const outcome = updateDefinition(caller.shop, { ...draft, constraintsUpdate })
  const answered = answer(caller, 'MetafieldDefinitionUpdatePayload', 'updatedDefinition', 'MetafieldDefinitionUpdateUserError', outcome)
  return { ...answered, validationJob: null }
}

function find(caller: Caller, args: Args, idName: string): MetafieldDefinition | undefined {
  const id = text(args, idName)
  if (id !== undefined) return caller.shop.definitions.get(idOf(id, 'MetafieldDefinition') ?? -1)
  const identifier = record(args, 'identifier')
  const namespace = resolveNamespace(caller.world, given(identifier, 'namespace'))
  return definitionOf(caller.shop, text(identifier, 'ownerType') ?? '', namespace, text(identifier, 'key') ?? '')
}

const missing = refused(fieldError(null, 'Definition not found.', 'NOT_FOUND'))

const remove: Root = (args, caller) => {
  const definition = find(caller, args, 'id')
  const drop = () => {
    for (const { metafield, owner } of definition ? metafieldsUnder(caller, definition) : []) {
      owner.metafields = owner.metafields.filter((one) => one !== metafield)
    }
  }
  const outcome = definition ? deleteDefinition(caller.shop, definition, flag(args, 'deleteAllAssociatedMetafields'), drop) : missing
  return {
    __typename: 'MetafieldDefinitionDeletePayload',
    deletedDefinitionId: outcome.ok ? gid('MetafieldDefinition', outcome.value.id) : null,
    deletedDefinition: outcome.ok
      ? {
          __typename: 'MetafieldDefinitionIdentifier',
          ownerType: outcome.value.ownerType,
          namespace: outcome.value.namespace,
          key: outcome.value.key,
        }
      : null,
    userErrors: userErrors(outcome.ok ? [] : outcome.errors, 'MetafieldDefinitionDeleteUserError'),
  }
}

const pin: Root = (args, caller) => {
  const definition = find(caller, args, 'definitionId')
  const outcome = definition ? pinDefinition(caller.shop, definition) : missing
  return answer(caller, 'MetafieldDefinitionPinPayload', 'pinnedDefinition', 'MetafieldDefinitionPinUserError', outcome)
}

const unpin: Root = (args, caller) => {
  const definition = find(caller, args, 'definitionId')
  const outcome = definition ? unpinDefinition(definition) : missing
  return answer(caller, 'MetafieldDefinitionUnpinPayload', 'unpinnedDefinition', 'MetafieldDefinitionUnpinUserError', outcome)
}

function sortValue(sortKey: string): (one: MetafieldDefinition) => string | number {
  if (sortKey === 'NAME') return (one) => one.name.toLowerCase()
  if (sortKey === 'PINNED_POSITION') return (one) => one.pinnedPosition ?? 0
  return (one) => one.id
}

const all: Root = (args, caller) => {
  if (text(args, 'query')?.trim()) throw notSupported('metafieldDefinitions query')
  const namespace = text(args, 'namespace')
  const resolved = namespace === undefined ? undefined : resolveNamespace(caller.world, namespace)
  const status = text(args, 'pinnedStatus') ?? 'ANY'
  const found = [...caller.shop.definitions.values()].filter(
    (one) =>
      one.ownerType === args.ownerType &&
      (resolved === undefined || one.namespace === resolved) &&
      (text(args, 'key') === undefined || one.key === args.key) &&
      (status === 'ANY' || (status === 'PINNED') === (one.pinnedPosition !== null)) &&
      (args.constraintStatus !== 'UNCONSTRAINED_ONLY' || one.constraints === null) &&
      (args.constraintStatus !== 'CONSTRAINED_ONLY' || one.constraints !== null),
  )
  const value = sortValue(text(args, 'sortKey') ?? 'ID')
  found.sort((a, b) => (value(a) < value(b) ? -1 : value(a) > value(b) ? 1 : a.id - b.id))
  return page('MetafieldDefinition', found, args, (one) => definitionView(caller, one), value)
}

export const definitionQueries: Record<string, Root> = {
  metafieldDefinition: (args, caller) => {
    const found = find(caller, args, 'id')
    return found ? definitionView(caller, found) : null
  },
  metafieldDefinitions: all,
  metafieldDefinitionTypes: () =>
    METAFIELD_TYPES.map((name) => ({
      __typename: 'MetafieldDefinitionType',
      name,
      category: categoryOf(name),
      supportsDefinitionMigrations: false,
    })),
}

export const definitionMutations: Record<string, Root> = {
  metafieldDefinitionCreate: create,
  metafieldDefinitionUpdate: update,
  metafieldDefinitionDelete: remove,
  metafieldDefinitionPin: pin,
  metafieldDefinitionUnpin: unpin,
}
