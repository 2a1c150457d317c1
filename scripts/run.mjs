// Runs a script of the project with everything it needs: `node scripts/run.mjs FILE ARGS…`.
import { ensureGenerated, ensureInstalled, handOver } from './install.mjs'

const [script = '', ...args] = process.argv.slice(2)
ensureInstalled()
ensureGenerated()
handOver(script, args)
