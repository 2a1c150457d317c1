import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  Kind,
  type OperationDefinitionNode,
  print,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  specifiedRules,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  validate,
} from 'graphql'
import { literalErrors, type Path, staticError } from './literals.ts'
import { variableUseErrors } from './variable-uses.ts'

interface Walk {
  readonly schema: GraphQLSchema
  readonly fragments: Map<string, FragmentDefinitionNode>
  readonly operationName: string
}

function fieldOf(walk: Walk, parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === '__typename') return TypeNameMetaFieldDef
  if (parent === walk.schema.getQueryType() && name === '__schema') return SchemaMetaFieldDef
  if (parent === walk.schema.getQueryType() && name === '__type') return TypeMetaFieldDef
  return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined
}

function argumentErrors(field: GraphQLField<unknown, unknown>, node: FieldNode, path: Path): GraphQLError[] {
  const name = node.name.value
  const given = node.arguments ?? []
  const missing = field.args
    .filter((arg) => isRequiredArgument(arg) && !given.some((one) => one.name.value === arg.name))
    .map((arg) => arg.name)
  const errors: GraphQLError[] = []
  if (missing.length) {
    const extensions = { code: 'missingRequiredArguments', className: 'Field', name, arguments: missing.join(', ') }
    errors.push(staticError(`Field '${name}' is missing required arguments: ${missing.join(', ')}`, node, path, extensions))
  }
  for (const one of given) {
    const arg = field.args.find((candidate) => candidate.name === one.name.value)
    const at = [...path, one.name.value]
    if (arg) errors.push(...literalErrors(arg.type, one, { kind: 'Field', name, node }, at))
    else {
      const extensions = { code: 'argumentNotAccepted', name, typeName: 'Field', argumentName: one.name.value }
      errors.push(staticError(`Field '${name}' doesn't accept argument '${one.name.value}'`, one, at, extensions))
    }
  }
  return errors
}

function leafErrors(type: GraphQLNamedType, node: FieldNode, path: Path): GraphQLError[] {
  const name = node.name.value
  const extensions = { code: 'selectionMismatch', nodeName: `field '${name}'`, typeName: type.name }
  if (isCompositeType(type) && !node.selectionSet) {
    const message = `Field must have selections (field '${name}' returns ${type.name} but has no selections. Did you mean '${name} { ... }'?)`
    return [staticError(message, node, path, extensions)]
  }
  if (!isCompositeType(type) && node.selectionSet) {
    const inside = node.selectionSet.selections.map((one) => JSON.stringify(print(one))).join(', ')
    const message = `Selections can't be made on scalars (field '${name}' returns ${type.name} but has selections [${inside}])`
    return [staticError(message, node, path, extensions)]
  }
  return []
}

function selectionErrors(walk: Walk, set: SelectionSetNode | undefined, parent: GraphQLNamedType, path: Path): GraphQLError[] {
  return (set?.selections ?? []).flatMap((node): GraphQLError[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      if (walk.fragments.has(node.name.value)) return []
      const message = `Fragment ${node.name.value} was used, but not defined`
      return [
        staticError(message, node, [...path, `... ${node.name.value}`], { code: 'useAndDefineFragment', fragmentName: node.name.value }),
      ]
    }
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const name = node.typeCondition?.name.value
      const at = [...path, name ? `... on ${name}` : '...']
      const type = name ? walk.schema.getType(name) : parent
      return type ? selectionErrors(walk, node.selectionSet, type, at) : [noSuchType(name ?? '', node, at)]
    }
    const name = node.name.value
    const at = [...path, node.alias?.value ?? name]
    const field = fieldOf(walk, parent, name)
    if (!field) {
      const extensions = { code: 'undefinedField', typeName: parent.name, fieldName: name }
      return [staticError(`Field '${name}' doesn't exist on type '${parent.name}'`, node, at, extensions)]
    }
    const type = getNamedType(field.type)
    return [
      ...argumentErrors(field, node, at),
      ...leafErrors(type, node, at),
      ...selectionErrors(walk, isCompositeType(type) ? node.selectionSet : undefined, type, at),
    ]
  })
}

const noSuchType = (name: string, node: unknown, path: Path) =>
  staticError(`No such type ${name}, so it can't be a fragment condition`, node, path, { code: 'undefinedType', typeName: name })

function operationErrors(walk: Walk, operation: OperationDefinitionNode): GraphQLError[] {
  const path = [operation.name ? `${operation.operation} ${operation.name.value}` : operation.operation]
  const root = walk.schema.getRootType(operation.operation)
  if (!root) return [staticError(`Schema is not configured for ${operation.operation}s`, operation, path, { code: 'missingRoot' })]
  const types = (operation.variableDefinitions ?? []).flatMap((node) => {
    const type = typeFromAST(walk.schema, node.type as never)
    if (isInputType(type)) return []
    const typeName = print(node.type).replace(/[[\]!]/g, '')
    const name = node.variable.name.value
    const extensions = { code: 'variableRequiresValidType', typeName, variableName: name }
    return [staticError(`${typeName} isn't a defined input type (on $${name})`, node, path, extensions)]
  })
  return [
    ...types,
    ...selectionErrors(walk, operation.selectionSet, root, path),
    ...variableUseErrors(walk.schema, operation, walk.fragments, path),
  ]
}

function fragmentErrors(walk: Walk, fragment: FragmentDefinitionNode, used: ReadonlySet<string>): GraphQLError[] {
  const name = fragment.name.value
  const path = [`fragment ${name}`]
  const condition = fragment.typeCondition.name.value
  const type = walk.schema.getType(condition)
  if (!type) return [noSuchType(condition, fragment, path)]
  const unused = used.has(name)
    ? []
    : [staticError(`Fragment ${name} was defined, but not used`, fragment, path, { code: 'useAndDefineFragment', fragmentName: name })]
  return [...unused, ...selectionErrors(walk, fragment.selectionSet, type, path)]
}

// What the walk above says in Shopify's own words; graphql-js still finds the rest (conflicts, cycles, unknown directives).
const OWN_WORDS = new Set([
  'FieldsOnCorrectTypeRule',
  'ProvidedRequiredArgumentsRule',
  'KnownArgumentNamesRule',
  'ValuesOfCorrectTypeRule',
  'ScalarLeafsRule',
  'KnownFragmentNamesRule',
  'KnownTypeNamesRule',
  'NoUnusedFragmentsRule',
  'NoUndefinedVariablesRule',
  'NoUnusedVariablesRule',
  'VariablesInAllowedPositionRule',
  'VariablesAreInputTypesRule',
])
const OTHER_RULES = specifiedRules.filter((rule) => !OWN_WORDS.has(rule.name))

/** Everything Shopify would refuse about a document before it looks at a single record. */
export function staticErrors(schema: GraphQLSchema, document: DocumentNode): readonly GraphQLError[] {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])),
  )
  const used = new Set([...print(document).matchAll(/\.\.\.\s*([_A-Za-z]\w*)/g)].map((found) => found[1] ?? ''))
  const errors = document.definitions.flatMap((one) => {
    const walk: Walk = { schema, fragments, operationName: '' }
    if (one.kind === Kind.OPERATION_DEFINITION) return operationErrors(walk, one)
    return one.kind === Kind.FRAGMENT_DEFINITION ? fragmentErrors(walk, one, used) : []
  })
  return errors.length ? errors : validate(schema, document, OTHER_RULES)
}
