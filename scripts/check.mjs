// `npm run check`: fast and always green. Installs first, then hands over to the project's own Node.
import { ensureInstalled, handOver } from './install.mjs'

ensureInstalled()
handOver('scripts/check.ts', process.argv.slice(2))
