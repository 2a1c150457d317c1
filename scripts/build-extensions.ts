import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { parse } from 'smol-toml'

// Bundles carry the app's address. EXTENSIONS_DIST keeps those of several running products apart.
/** One UI extension target: the module behind it and the file that its bundle becomes. */
export interface Target {
  readonly target: string
  readonly module: string
  readonly bundle: string
}

const DEV_APP_URL = 'http://localhost:7411'
// What Shopify accepts at deploy: 64 KB, and 128 KB for a full page.
const LIMIT_BYTES = 64 * 1024
const PAGE_LIMIT_BYTES = 128 * 1024

/** The UI extension targets below a folder of extensions, as their shopify.extension.toml files declare them. Throws on a missing module. */
export function targetsIn(extensions: string): Target[] {
  return readdirSync(extensions, { withFileTypes: true }).flatMap((entry) => {
    const folder = join(extensions, entry.name)
    const toml = join(folder, 'shopify.extension.toml')
    return entry.isDirectory() && existsSync(toml) ? targetsOf(folder, readFileSync(toml, 'utf8')) : []
  })
}

function targetsOf(folder: string, toml: string): Target[] {
  type Declared = { type?: string; targeting?: { target: string; module: string }[] }
  const declared = (parse(toml).extensions ?? []) as Declared[]
  return declared
    .filter((extension) => extension.type === 'ui_extension')
    .flatMap((extension) => extension.targeting ?? [])
    .map(({ target, module }) => {
      const path = join(folder, module)
      if (!existsSync(path))
        throw new Error(`${basename(folder)}/shopify.extension.toml names ${module} for ${target}, but there is no such file`)
      return { target, module: path, bundle: join(process.env.EXTENSIONS_DIST ?? join(folder, 'dist'), `${target}.js`) }
    })
}

/** The address that goes into the bundles. Throws when it is not a web address. */
export function appUrlFrom(environment: Readonly<Record<string, string | undefined>>): string {
  const url = environment.SHOPIFY_APP_URL || DEV_APP_URL
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw new Error(`SHOPIFY_APP_URL is not a web address: ${url}`)
  return url
}

/** Bundles one target as an ES module whose default export renders it, and answers its size in bytes. Throws when Shopify would refuse it. */
export async function bundle({ target, module, bundle }: Target, appUrl: string): Promise<number> {
  // Shopify CLI replaces `process.env.SHOPIFY_APP_URL` in the same way, from the environment or from .env.
  const define = { 'process.env.SHOPIFY_APP_URL': JSON.stringify(appUrl), 'process.env.NODE_ENV': '"production"' }
  const { metafile } = await build({
    entryPoints: [module],
    outfile: bundle,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2020',
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
    metafile: true,
    define,
  })
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0)
  const limit = target.endsWith('.page.render') ? PAGE_LIMIT_BYTES : LIMIT_BYTES
  if (bytes > limit) throw new Error(`${target} is ${kilobytes(bytes)}, and Shopify accepts ${kilobytes(limit)}`)
  return bytes
}

const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`

async function main(): Promise<void> {
  const root = join(import.meta.dirname, '..')
  const appUrl = appUrlFrom(process.env)
  const targets = targetsIn(join(root, 'extensions'))
  for (const folder of new Set(targets.map((target) => join(target.bundle, '..')))) rmSync(folder, { recursive: true, force: true })
  const sizes = await Promise.all(targets.map((target) => bundle(target, appUrl)))
  console.log(`Extensions built for ${appUrl}`)
  for (const [at, target] of targets.entries()) console.log(`  ${relative(root, target.bundle)}  ${kilobytes(sizes[at] ?? 0)}`)
}

// import.meta.main came with Node 24; this also holds on 22.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main().catch((error: unknown) => {
    console.error(`Extensions were not built: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  })
}
