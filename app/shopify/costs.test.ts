import { type DocumentNode, Kind, type OperationDefinitionNode, parse, print } from 'graphql'
import { expect, test } from 'vitest'
import { requestedCost } from '../../dev-store/admin-api/cost.ts'
import { adminSchema } from '../../dev-store/admin-api/schema.ts'
import { firstGuess } from './costs.ts'
import * as operations from './operations.generated.ts'

const ours = Object.entries(operations as Readonly<Record<string, unknown>>)
  .filter(([name]) => name.endsWith('Document'))
  .map(([name, document]) => [name.replace('Document', ''), parse(print(document as DocumentNode))] as const)

const operationIn = (document: DocumentNode): OperationDefinitionNode => {
  const found = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)
  if (!found) throw new Error('no operation')
  return found
}

/** Values that make a request as dear as ours get: every switch on, lists of ten, pages of fifty. */
const dear = (operation: OperationDefinitionNode): Record<string, unknown> =>
  Object.fromEntries(
    (operation.variableDefinitions ?? []).map(({ variable, type }) => {
      const words = print(type)
      const value = words.startsWith('[') ? Array(10).fill('x') : words.startsWith('Int') ? 50 : words.startsWith('Boolean') ? true : 'x'
      return [variable.name.value, value]
    }),
  )

test.each(ours)(
  'F6 the first guess of %s is no less than what Shopify asks: a new process is not THROTTLED for knowing nothing',
  (_, document) => {
    const operation = operationIn(document)
    const variables = dear(operation)
    expect(firstGuess(document, variables)).toBeGreaterThanOrEqual(requestedCost(adminSchema().schema, document, operation, variables))
  },
)
