import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLNamedType,
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { type AdminSchema, adminSchema } from '../schema.ts'
import { staticErrors } from '../static-check.ts'
import { syntaxWords } from '../syntax-words.ts'

const CONNECTIONS_MAX = 5
const NESTING_MAX = 2

interface Found {
  /** In the order of the document. */
  readonly connections: string[]
  deepest: number
  withinList: boolean
  readonly withoutEdges: string[]
  readonly parentsWithoutId: string[]
}

interface Walk {
  readonly admin: AdminSchema
  readonly fragments: Map<string, FragmentDefinitionNode>
  readonly found: Found
}
interface Place {
  /** How many connections are around this place. */
  readonly depth: number
  readonly inList: boolean
  /** The connection whose node this is, and whether the node selects its id. */
  readonly node: { readonly connection: string; readonly hasId: boolean } | null
}

type Selected = readonly { readonly node: FieldNode; readonly parent: GraphQLNamedType }[]

/** The fields of a selection with fragments opened, each with the type it stands on. */
function fieldsOf(walk: Walk, set: SelectionSetNode | undefined, parent: GraphQLNamedType): Selected {
  return (set?.selections ?? []).flatMap((one): Selected => {
    if (one.kind === Kind.FIELD) return [{ node: one, parent }]
    const fragment = one.kind === Kind.INLINE_FRAGMENT ? one : walk.fragments.get(one.name.value)
    if (!fragment) return []
    const type = fragment.typeCondition ? walk.admin.schema.getType(fragment.typeCondition.name.value) : parent
    return fieldsOf(walk, fragment.selectionSet, type ?? parent)
  })
}

function typeOf(parent: GraphQLNamedType, name: string) {
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name]?.type : undefined
}

function walkSelections(walk: Walk, set: SelectionSetNode | undefined, parent: GraphQLNamedType, place: Place): void {
  for (const { node, parent: on } of fieldsOf(walk, set, parent)) {
    const type = typeOf(on, node.name.value)
    if (!type || !node.selectionSet) continue
    const named = getNamedType(type)
    if (named.name.endsWith('Connection')) walkConnection(walk, node, named, place)
    else walkSelections(walk, node.selectionSet, named, { ...place, inList: place.inList || isListType(getNullableType(type)) })
  }
}

function walkConnection(walk: Walk, field: FieldNode, type: GraphQLNamedType, place: Place): void {
  const { found } = walk
  const name = field.name.value
  found.connections.push(name)
  found.deepest = Math.max(found.deepest, place.depth)
  if (place.inList) found.withinList = true
  if (place.node && !place.node.hasId && !found.parentsWithoutId.includes(place.node.connection)) {
    found.parentsWithoutId.push(place.node.connection)
  }
  const parts = fieldsOf(walk, field.selectionSet, type)
  const edges = parts.filter((one) => one.node.name.value === 'edges')
  const edge = typeOf(type, 'edges')
  const inEdges = edge ? edges.flatMap((one) => fieldsOf(walk, one.node.selectionSet, getNamedType(edge))) : []
  const nodes = inEdges.filter((one) => one.node.name.value === 'node')
  const direct = parts.filter((one) => one.node.name.value === 'nodes')
  if (direct.length > 0 || nodes.length === 0) found.withoutEdges.push(name)
  for (const { node, parent } of [...nodes, ...direct]) {
    const of = typeOf(parent, node.name.value)
    if (!of) continue
    const hasId = fieldsOf(walk, node.selectionSet, getNamedType(of)).some((one) => one.node.name.value === 'id' && !one.node.alias)
    walkSelections(walk, node.selectionSet, getNamedType(of), { depth: place.depth + 1, inList: false, node: { connection: name, hasId } })
  }
}

function ruleErrors(admin: AdminSchema, operation: OperationDefinitionNode, fragments: Walk['fragments']): string[] {
  const found: Found = { connections: [], deepest: 0, withinList: false, withoutEdges: [], parentsWithoutId: [] }
  const walk: Walk = { admin, fragments, found }
  const root = admin.schema.getQueryType()
  if (!root) return []
  const top = fieldsOf(walk, operation.selectionSet, root).map((one) => one.node.name.value)
  walkSelections(walk, operation.selectionSet, root, { depth: 0, inList: false, node: null })
  const errors = ['node', 'nodes']
    .filter((name) => top.includes(name))
    .map((name) => `Bulk queries cannot contain a top level \`${name}\` field.`)
  if (found.connections.length === 0) errors.push('Bulk queries must contain at least one connection.')
  if (found.connections.length > CONNECTIONS_MAX) errors.push(`Bulk queries cannot contain more than ${CONNECTIONS_MAX} connections.`)
  if (found.deepest > NESTING_MAX) {
    errors.push(`Bulk queries cannot contain connections with a nesting depth greater than ${NESTING_MAX}.`)
  }
  if (found.withinList) errors.push('Queries that contain a connection field within a list field are not currently supported.')
  const [first] = found.withoutEdges
  if (first) {
    const names = [...new Set(found.withoutEdges)].map((name) => `'${name}'`).join(', ')
    errors.push(
      `All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: '${first} { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: ${names}.`,
    )
  }
  if (found.parentsWithoutId.length > 0) {
    const names = found.parentsWithoutId.join(', ')
    errors.push(
      `The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': ${names}.`,
    )
  }
  return errors
}

/** Reads a document; a text says why it cannot be read. */
export function readDocument(text: string) {
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return syntaxWords(error).message
  }
}

/** How many connections an operation selects, however deep, fragments opened. */
export function connectionsIn(document: DocumentNode, operation: OperationDefinitionNode): number {
  const admin = adminSchema()
  const found: Found = { connections: [], deepest: 0, withinList: false, withoutEdges: [], parentsWithoutId: [] }
  const root = admin.schema.getRootType(operation.operation)
  const walk: Walk = { admin, fragments: fragmentsOf(document), found }
  if (root) walkSelections(walk, operation.selectionSet, root, { depth: 0, inList: false, node: null })
  return found.connections.length
}

const fragmentsOf = (document: DocumentNode): Walk['fragments'] =>
  new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])))

/** Every reason why Shopify would not run this query in bulk, in its own words; none for a good one. */
export function bulkQueryErrors(text: string): string[] {
  const admin = adminSchema()
  const document = readDocument(text)
  if (typeof document === 'string') return [`Invalid bulk query: ${document}`]
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION)
  const other = operations.find((one) => one.operation !== 'query')
  if (other) return ['Invalid operation type. Only `query` operations are supported.']
  const refusals = staticErrors(admin.schema, document)
  if (refusals.length > 0) return refusals.map((one) => `Invalid bulk query: ${one.message}`)
  const [operation] = operations
  if (!operation) return ['Invalid bulk query: syntax error, unexpected end of file']
  return ruleErrors(admin, operation, fragmentsOf(document))
}
