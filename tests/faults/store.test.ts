import { describe, expect, test } from 'vitest'
import { SimulatedCustomer } from './store.ts'
import { CONTRACT, type ContractStore } from './store-contract.ts'

function simulated(): ContractStore {
  const customers: SimulatedCustomer[] = []
  const of = (id: string): SimulatedCustomer => {
    const found = customers[Number(id)]
    if (!found) throw new Error(`no customer ${id}`)
    return found
  }
  return {
    async customer(tags) {
      const customer = new SimulatedCustomer()
      customer.addTags(tags)
      return String(customers.push(customer) - 1)
    },
    read: async (id) => of(id).show(),
    write: async (id, document) => of(id).write(document),
    async staffTags(id, tags) {
      of(id).removeTags(of(id).show().tags)
      of(id).addTags(tags)
    },
    async staffFlag(id, value) {
      of(id).setFlag(value)
    },
    async visitor(id, tags) {
      of(id).addTags([...tags, 'newsletter'])
    },
  }
}

describe('the simulated store keeps the contract', () => {
  test.each(CONTRACT)('$name', async ({ run }) => {
    await expect(run(simulated())).resolves.toBeUndefined()
  })
})
