import {
  type ArgumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  isScalarType,
  Kind,
  type ObjectFieldNode,
  type ObjectValueNode,
  print,
  type ValueNode,
} from 'graphql'
import { scalarProblem } from './scalars.ts'

export type Path = readonly (string | number)[]

/** A static error as Shopify writes it: message, place, path and code. */
export function staticError(message: string, node: unknown, path: Path, extensions: Record<string, unknown>): GraphQLError {
  return new GraphQLError(message, { nodes: node as never, path, extensions })
}

interface Owner {
  /** "Field" or "InputObject", with its name. */
  readonly kind: 'Field' | 'InputObject' | 'Directive'
  readonly name: string
  /** Where errors of its arguments stand. */
  readonly node: FieldNode | ObjectValueNode
}

function plainValue(node: ValueNode): unknown {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value)
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value
    default:
      return null
  }
}

function isKindOf(typeName: string, node: ValueNode): boolean {
  if (typeName === 'String' || typeName === 'ID') return node.kind === Kind.STRING || (typeName === 'ID' && node.kind === Kind.INT)
  if (typeName === 'Int') return node.kind === Kind.INT
  if (typeName === 'Float') return node.kind === Kind.INT || node.kind === Kind.FLOAT
  if (typeName === 'Boolean') return node.kind === Kind.BOOLEAN
  return node.kind !== Kind.OBJECT || typeName === 'JSON'
}

/** Errors of one literal for one argument, outermost first; inside objects the fields speak for themselves. */
export function literalErrors(type: GraphQLInputType, node: ArgumentNode | ObjectFieldNode, owner: Owner, path: Path): GraphQLError[] {
  const errors = valueErrors(type, node.value, { node, owner, path, type }, path)
  // A list with several wrong items is one wrong argument (recorded: customerAddTaxExemptions).
  return errors.filter((one, i) => errors.findIndex((other) => other.message === one.message && same(other.path, one.path)) === i)
}

const same = (a: Path | undefined, b: Path | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The argument that the literal was written for; errors name it whole, and stand where its owner does. */
interface Literal {
  readonly node: ArgumentNode | ObjectFieldNode
  readonly owner: Owner
  readonly path: Path
  readonly type: GraphQLInputType
}

// A single item that is wrong is a wrong argument; what is wrong inside of an object is said there, `at` its place in the list (recorded).
function valueErrors(type: GraphQLInputType, value: ValueNode, literal: Literal, at: Path): GraphQLError[] {
  const { node, owner, path } = literal
  const wrong = () => {
    const message = `Argument '${node.name.value}' on ${owner.kind} '${owner.name}' has an invalid value (${print(node.value)}). Expected type '${literal.type}'.`
    const extensions = { code: 'argumentLiteralsIncompatible', typeName: owner.kind, argumentName: node.name.value }
    return [staticError(message, owner.node, path, extensions)]
  }
  if (value.kind === Kind.VARIABLE) return []
  if (value.kind === Kind.NULL) return isNonNullType(type) ? wrong() : []
  if (isNonNullType(type)) return valueErrors(type.ofType, value, literal, at)
  if (isListType(type)) {
    if (value.kind !== Kind.LIST) return valueErrors(type.ofType, value, literal, at)
    return value.values.flatMap((item, i) => valueErrors(type.ofType, item, literal, [...at, i]))
  }
  if (value.kind === Kind.LIST) return isScalarType(type) && type.name === 'JSON' ? [] : wrong()
  if (isEnumType(type)) return value.kind === Kind.ENUM && type.getValue(value.value) ? [] : wrong()
  if (isScalarType(type)) {
    if (!isKindOf(type.name, value)) return wrong()
    if (value.kind === Kind.OBJECT) return []
    const problem = scalarProblem(type.name, plainValue(value))
    if (!problem?.coercion) return []
    return [staticError(problem.explanation, owner.node, path, { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' })]
  }
  if (!isInputObjectType(type)) return []
  return value.kind === Kind.OBJECT ? objectErrors(type, value, at) : wrong()
}

function objectErrors(type: GraphQLInputObjectType, value: ObjectValueNode, path: Path): GraphQLError[] {
  const fields = type.getFields()
  const missing = Object.values(fields)
    .filter((field) => isRequiredInputField(field) && !value.fields.some((one) => one.name.value === field.name))
    .map((field) =>
      staticError(
        `Argument '${field.name}' on InputObject '${type.name}' is required. Expected type ${field.type}`,
        value,
        [...path, field.name],
        {
          code: 'missingRequiredInputObjectAttribute',
          argumentName: field.name,
          argumentType: String(field.type),
          inputObjectType: type.name,
        },
      ),
    )
  const inside = value.fields.flatMap((one) => {
    const field = fields[one.name.value]
    const at = [...path, one.name.value]
    if (field) return literalErrors(field.type, one, { kind: 'InputObject', name: type.name, node: value }, at)
    const message = `InputObject '${type.name}' doesn't accept argument '${one.name.value}'`
    const extensions = { code: 'argumentNotAccepted', name: type.name, typeName: 'InputObject', argumentName: one.name.value }
    return [staticError(message, one, at, extensions)]
  })
  return [...missing, ...inside]
}
