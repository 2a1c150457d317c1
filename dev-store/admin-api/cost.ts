import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

const MUTATION = 10
/** Single queries above this are refused. */
export const COST_MAX = 1000

interface Costing {
  readonly schema: GraphQLSchema
  readonly fragments: Map<string, FragmentDefinitionNode>
  readonly variables: Record<string, unknown>
}

function pageSize(args: readonly { name: { value: string }; value: { kind: string } }[], variables: Record<string, unknown>): number {
  for (const { name, value } of args) {
    if (name.value !== 'first' && name.value !== 'last') continue
    if (value.kind === Kind.INT) return Number((value as unknown as { value: string }).value)
    if (value.kind === Kind.VARIABLE) {
      const given = variables[(value as unknown as { name: { value: string } }).name.value]
      return typeof given === 'number' ? given : 0
    }
  }
  return 0
}

/** False for what a directive leaves out: it is not carried out and not charged. */
function isIncluded({ directives }: SelectionNode, variables: Record<string, unknown>): boolean {
  return (directives ?? []).every(({ name, arguments: given }) => {
    const value = given?.[0]?.value
    const on = value?.kind === Kind.VARIABLE ? variables[value.name.value] : value?.kind === Kind.BOOLEAN ? value.value : undefined
    return !(name.value === 'include' && on === false) && !(name.value === 'skip' && on === true)
  })
}

function ofSelections(costing: Costing, set: SelectionSetNode | undefined, parentName: string): number {
  const parent = costing.schema.getType(parentName)
  let sum = 0
  for (const node of set?.selections ?? []) {
    if (!isIncluded(node, costing.variables)) continue
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const fragment = costing.fragments.get(node.name.value)
      if (fragment) sum += ofSelections(costing, fragment.selectionSet, fragment.typeCondition.name.value)
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      sum += ofSelections(costing, node.selectionSet, node.typeCondition?.name.value ?? parentName)
    } else if (isObjectType(parent) || isInterfaceType(parent)) {
      const field = parent.getFields()[node.name.value]
      const type = field && getNamedType(field.type)
      if (!type || !isCompositeType(type)) continue
      const inner = ofSelections(costing, node.selectionSet, type.name)
      if (type.name.endsWith('Connection'))
        sum += 2 + Math.ceil(0.4 * pageSize(node.arguments ?? [], costing.variables) * Math.max(1, inner))
      else if (!['nodes', 'edges', 'node', 'pageInfo', 'userErrors'].includes(node.name.value)) sum += 1 + inner
      else sum += inner
    }
  }
  return sum
}

/**
 * What a request costs before it runs. Fitted to recorded numbers, not documented: 10 for a mutation (its payload's first record is
 * free), 1 for an object, about 2 + 0.4 n × child for a connection of n.
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Record<string, unknown>,
): number {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  )
  const costing = { schema, fragments, variables }
  const root: GraphQLObjectType | undefined | null = operation.operation === 'mutation' ? schema.getMutationType() : schema.getQueryType()
  if (operation.operation !== 'mutation') return Math.max(1, ofSelections(costing, operation.selectionSet, root?.name ?? ''))
  let sum = 0
  for (const node of operation.selectionSet.selections) {
    if (node.kind !== Kind.FIELD || !isIncluded(node, variables)) continue
    const payload = root?.getFields()[node.name.value]
    const inner = payload ? ofSelections(costing, node.selectionSet, getNamedType(payload.type).name) : 0
    sum += MUTATION + Math.max(0, inner - 1)
  }
  return sum
}
