import { type DocumentNode, Kind, type OperationDefinitionNode, visit } from 'graphql'

type Variables = Readonly<Record<string, unknown>>

/** What the cost of a request depends on beside its document: switches, page sizes and the lengths of lists. */
export function shapeOf(variables: Variables): string {
  const sizes = Object.entries(variables).flatMap(([name, value]) => {
    if (typeof value === 'boolean' || typeof value === 'number') return [`${name}=${value}`]
    return Array.isArray(value) ? [`${name}#${value.length}`] : []
  })
  return sizes.sort().join(' ')
}

/**
 * What a request is taken to cost before any answer has said so, in points: 10 for each mutation in it and a little for what it selects
 * (platform facts 3.2), and two for each record that a query asks for, by its variables or by a page size that is written into it. Rather too
 * much: what is not charged comes back with the answer.
 */
export function firstGuess(document: DocumentNode, variables: Variables): number {
  const operation = document.definitions.find((each): each is OperationDefinitionNode => each.kind === Kind.OPERATION_DEFINITION)
  if (operation?.operation !== 'mutation') {
    const records = Object.values(variables).reduce((sum: number, value) => sum + recordsOf(value), 1)
    return Math.min(1000, 5 + 2 * (records + writtenSizes(document)))
  }
  const included = operation.selectionSet.selections.filter(({ directives }) => {
    const condition = directives?.find(({ name }) => name.value === 'include')?.arguments?.[0]?.value
    return condition?.kind !== Kind.VARIABLE || variables[condition.name.value] !== false
  })
  return 12 * Math.max(1, included.length)
}

function recordsOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'number' ? value : 0
}

/** The page sizes that stand in a document as numbers. */
function writtenSizes(document: DocumentNode): number {
  let sum = 0
  visit(document, {
    Argument: ({ name, value }) => {
      if ((name.value === 'first' || name.value === 'last') && value.kind === Kind.INT) sum += Number(value.value)
    },
  })
  return sum
}
