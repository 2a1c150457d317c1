// `npm run keys`: how the keys stand. `npm run keys -- rotate [--shop NAME] [--grace SECONDS]`: a new key for shops. `npm run keys -- rotate
// master`: wraps shops' keys with the first of the master keys. All of it while everybody works (docs/operations.md, "Changing keys").
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { rotateShopKeys } from '../app/accounts/rotation.server.ts'
import { keysState, rewrapAll } from '../app/accounts/wrapping.server.ts'
import { world as theWorld } from '../app/platform/world.server.ts'

const USAGE = 'npm run keys [-- rotate [--shop NAME] [--grace SECONDS] | rotate master]'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { shop: { type: 'string' }, grace: { type: 'string', default: '30' } },
})
const print = (line: string) => console.log(line)

async function state(): Promise<boolean> {
  const { shops, changing, wrappedByOthers, lost } = await keysState(theWorld())
  print(`${shops} shops have a key; ${changing} of them are in the middle of a change`)
  if (wrappedByOthers > 0) print(`${wrappedByOthers} keys are wrapped by another master key than the first: npm run keys -- rotate master`)
  if (lost.length > 0) print(`no master key opens the keys of ${lost.join(', ')}: docs/operations.md, "Loss of the master key"`)
  return lost.length === 0
}

async function rotate(): Promise<boolean> {
  const graceMs = Number(values.grace) * 1000
  if (!(graceMs >= 0)) throw new Error('--grace is a number of seconds')
  const { done, resealed, undone } = await rotateShopKeys(theWorld(), {
    ...(values.shop ? { shop: values.shop } : {}),
    graceMs,
    pause,
    print,
  })
  print(`${done} shops have a new key, ${resealed} values were sealed anew${undone.length > 0 ? `; not done: ${undone.join(', ')}` : ''}`)
  return undone.length === 0
}

async function rotateMaster(): Promise<boolean> {
  const { done, undone } = await rewrapAll(theWorld(), print)
  print(`${done} keys wrapped anew${undone.length === 0 ? '; every key is wrapped by the first master key' : ''}`)
  return undone.length === 0
}

const asked: Readonly<Record<string, () => Promise<boolean>>> = { '': state, rotate, 'rotate master': rotateMaster }
const act = asked[positionals.join(' ')]
if (!act) {
  console.error(USAGE)
  process.exit(2)
}
try {
  process.exitCode = (await act()) ? 0 : 1
} finally {
  await theWorld().db.$disconnect()
}
