// `npm run up`: everything on one machine. Installs first, then hands over to the project's own Node.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureInstalled, projectNode, ROOT, toolEnv } from './install.mjs'

ensureInstalled()
const child = spawn(projectNode(), [join(ROOT, 'scripts/up.ts'), ...process.argv.slice(2)], { cwd: ROOT, stdio: 'inherit', env: toolEnv() })
// Ctrl-C reaches the child by itself; a plain kill of this process is passed on.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
