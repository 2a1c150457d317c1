// `npm run lost-keys -- --for-good`: gives up what a lost master key has sealed, so that the app can go on with a new one (docs/operations.md).
import { parseArgs } from 'node:util'
import { giveUpLostKeys } from '../app/accounts/lost-keys.server.ts'
import { world as theWorld } from '../app/platform/world.server.ts'

const { values } = parseArgs({ options: { 'for-good': { type: 'boolean', default: false } } })
const world = theWorld()
const lost = await world.keyring.lost()
if (lost.length === 0) console.log('The master key opens the key of every shop: nothing is lost.')
else if (!values['for-good']) {
  console.log(`The master key does not open the keys of ${lost.length} shops: ${lost.join(', ')}.`)
  console.log('If another copy of the key exists, put it back. If not: npm run lost-keys -- --for-good')
} else for (const losses of await giveUpLostKeys(world)) console.log(JSON.stringify(losses))
await world.db.$disconnect()
