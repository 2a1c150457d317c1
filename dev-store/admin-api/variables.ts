import {
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql'
import { scalarProblem } from './scalars.ts'

interface Problem {
  readonly path: readonly (string | number)[]
  readonly explanation: string
  readonly message?: string
}

// The published schema lists values by alphabet; real answers list these in another order (recorded).
const ENUM_ORDER: Record<string, readonly string[]> = {
  StagedUploadTargetGenerateUploadResource: [
    'COLLECTION_IMAGE',
    'FILE',
    'IMAGE',
    'MODEL_3D',
    'PRODUCT_IMAGE',
    'SHOP_IMAGE',
    'VIDEO',
    'BULK_MUTATION_VARIABLES',
    'RETURN_LABEL',
    'URL_REDIRECT_IMPORT',
    'DISPUTE_FILE_UPLOAD',
  ],
  CustomerMarketingOptInLevel: ['SINGLE_OPT_IN', 'CONFIRMED_OPT_IN', 'UNKNOWN'],
  CustomerSmsMarketingState: ['NOT_SUBSCRIBED', 'PENDING', 'SUBSCRIBED', 'UNSUBSCRIBED', 'REDACTED'],
  CustomerEmailMarketingState: ['NOT_SUBSCRIBED', 'PENDING', 'SUBSCRIBED', 'UNSUBSCRIBED', 'REDACTED', 'INVALID'],
}

/** What Shopify would find wrong with a value for an input type, in its order: unknown fields first, then the type's own. */
function inputProblems(type: GraphQLInputType, value: unknown, path: readonly (string | number)[] = []): Problem[] {
  if (isNonNullType(type)) {
    if (value === null || value === undefined) return [{ path, explanation: 'Expected value to not be null' }]
    return inputProblems(type.ofType, value, path)
  }
  if (value === null || value === undefined) return []
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [value]
    return items.flatMap((item, i) => inputProblems(type.ofType, item, Array.isArray(value) ? [...path, i] : path))
  }
  if (isEnumType(type)) {
    const names = ENUM_ORDER[type.name] ?? type.getValues().map((one) => one.name)
    if (typeof value === 'string' && names.includes(value)) return []
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be one of: ${names.join(', ')}` }]
  }
  if (isScalarType(type)) {
    const problem = scalarProblem(type.name, value)
    if (!problem) return []
    return [{ path, explanation: problem.explanation, ...(problem.coercion ? { message: problem.explanation } : {}) }]
  }
  if (!isInputObjectType(type)) return []
  if (typeof value !== 'object' || Array.isArray(value)) {
    return [{ path, explanation: `Expected ${JSON.stringify(value)} to be a key-value object.` }]
  }
  const fields = type.getFields()
  const given = value as Record<string, unknown>
  const unknown = Object.keys(given)
    .filter((name) => !fields[name])
    .map((name) => ({ path: [...path, name], explanation: `Field is not defined on ${type.name}` }))
  const known = Object.values(fields).flatMap((field) =>
    given[field.name] === undefined && field.defaultValue !== undefined
      ? []
      : inputProblems(field.type, given[field.name], [...path, field.name]),
  )
  return [...unknown, ...known]
}

function variableError(node: VariableDefinitionNode, type: GraphQLInputType, value: unknown, problems: readonly Problem[]): GraphQLError {
  const places = problems.filter((one) => one.path.length).map((one) => `${one.path.join('.')} (${one.explanation})`)
  const message = `Variable $${node.variable.name.value} of type ${type} was provided invalid value`
  return new GraphQLError(places.length ? `${message} for ${places.join(', ')}` : message, {
    nodes: node,
    extensions: { code: 'INVALID_VARIABLE', value: value ?? null, problems },
  })
}

/** Every variable that Shopify would refuse, in the words it uses. */
export function variableErrors(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Record<string, unknown>): GraphQLError[] {
  return (operation.variableDefinitions ?? []).flatMap((node) => {
    const type = typeFromAST(schema, node.type as never) as GraphQLInputType | undefined
    const value = given[node.variable.name.value]
    if (!type || (value === undefined && node.defaultValue)) return []
    const problems = inputProblems(type, value)
    return problems.length ? [variableError(node, type, value, problems)] : []
  })
}
