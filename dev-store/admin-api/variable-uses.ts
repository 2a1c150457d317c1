import {
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isListType,
  isNonNullType,
  isTypeSubTypeOf,
  Kind,
  type OperationDefinitionNode,
  TypeInfo,
  typeFromAST,
  type VariableDefinitionNode,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type Path, staticError } from './literals.ts'

interface Use {
  readonly name: string
  readonly node: unknown
  readonly type: GraphQLInputType | undefined
  readonly hasDefault: boolean
  readonly argument: string
}

function usesIn(schema: GraphQLSchema, start: OperationDefinitionNode, fragments: Map<string, FragmentDefinitionNode>): Use[] {
  const uses: Use[] = []
  const seen = new Set<string>()
  const queue: (OperationDefinitionNode | FragmentDefinitionNode)[] = [start]
  for (let node = queue.shift(); node; node = queue.shift()) {
    const info = new TypeInfo(schema)
    let argument = ''
    visit(
      node,
      visitWithTypeInfo(info, {
        enter: (one) => {
          if (one.kind === Kind.VARIABLE_DEFINITION) return false
          if (one.kind === Kind.ARGUMENT) argument = one.name.value
          if (one.kind === Kind.VARIABLE) {
            const hasDefault = info.getDefaultValue() !== undefined
            uses.push({ name: one.name.value, node: one, type: info.getInputType() ?? undefined, hasDefault, argument })
          }
          const fragment = one.kind === Kind.FRAGMENT_SPREAD ? fragments.get(one.name.value) : undefined
          if (fragment && !seen.has(fragment.name.value)) {
            seen.add(fragment.name.value)
            queue.push(fragment)
          }
          return undefined
        },
      }),
    )
  }
  return uses
}

function mismatch(schema: GraphQLSchema, definition: VariableDefinitionNode, use: Use, path: Path): GraphQLError[] {
  const declared = typeFromAST(schema, definition.type as never)
  if (!isInputType(declared) || !use.type) return []
  const wanted = isNonNullType(use.type) && (use.hasDefault || definition.defaultValue) ? use.type.ofType : use.type
  if (isTypeSubTypeOf(schema, declared, wanted)) return []
  const bare = (type: unknown): string => String(type).replaceAll('!', '')
  const kind =
    bare(declared) === bare(wanted)
      ? 'Nullability mismatch'
      : isListType(declared) !== isListType(wanted)
        ? 'List dimension mismatch'
        : 'Type mismatch'
  const message = `${kind} on variable $${use.name} and argument ${use.argument} (${declared} / ${use.type})`
  const extensions = {
    code: 'variableMismatch',
    variableName: use.name,
    typeName: String(declared),
    argumentName: use.argument,
    errorMessage: kind,
  }
  return [staticError(message, use.node, path, extensions)]
}

/** Variables that are used but not declared, declared but not used, or of a type that does not fit. */
export function variableUseErrors(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Map<string, FragmentDefinitionNode>,
  path: Path,
): GraphQLError[] {
  const title = operation.name?.value ?? `anonymous ${operation.operation}`
  const uses = usesIn(schema, operation, fragments)
  const definitions = operation.variableDefinitions ?? []
  const errors = uses.flatMap((use) => {
    const definition = definitions.find((one) => one.variable.name.value === use.name)
    if (definition) return mismatch(schema, definition, use, path)
    const extensions = { code: 'variableNotDefined', variableName: use.name }
    return [staticError(`Variable $${use.name} is used by ${title} but not declared`, use.node, path, extensions)]
  })
  const unused = definitions
    .filter((one) => !uses.some((use) => use.name === one.variable.name.value))
    .map((one) => {
      const name = one.variable.name.value
      return staticError(`Variable $${name} is declared by ${title} but not used`, one, path, {
        code: 'variableNotUsed',
        variableName: name,
      })
    })
  return [...errors, ...unused]
}
