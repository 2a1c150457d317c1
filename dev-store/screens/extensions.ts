import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'smol-toml'

/** Where the app's extensions live; the dev store reads them at every request, as their authors change them. */
export const EXTENSIONS = fileURLToPath(new URL('../../extensions', import.meta.url))

export interface Target {
  readonly target: string
  /** Path of the source module, from the extension's folder. */
  readonly module: string
}

export interface Extension {
  readonly folder: string
  readonly handle: string
  readonly name: string
  readonly type: string
  readonly targets: readonly Target[]
  /** Default values of the settings, by key. */
  readonly settings: Readonly<Record<string, unknown>>
  /** Path of the function's input query, from the extension's folder. */
  readonly inputQuery: string | undefined
}

interface Toml {
  name?: string
  type?: string
  handle?: string
  extensions?: Toml[]
  targeting?: { target: string; module?: string; input_query?: string }[]
  settings?: { fields?: { key: string; default?: unknown }[] }
}

function read(folder: string): Extension[] {
  const toml = parse(readFileSync(join(folder, 'shopify.extension.toml'), 'utf8')) as Toml
  // A theme extension is described at the top of its file, all others in a list.
  const described = toml.extensions ?? [toml]
  return described.map((one) => ({
    folder,
    handle: one.handle ?? folder.split('/').at(-1) ?? '',
    name: one.name ?? one.handle ?? '',
    type: one.type ?? toml.type ?? '',
    targets: (one.targeting ?? []).map(({ target, module = '' }) => ({ target, module })),
    settings: Object.fromEntries((one.settings?.fields ?? []).map((field) => [field.key, field.default])),
    inputQuery: one.targeting?.[0]?.input_query,
  }))
}

/** All extensions of the app as their toml files stand now. Throws with the file's name when one cannot be read. */
export function readExtensions(root: string = EXTENSIONS): Extension[] {
  if (!existsSync(root)) return []
  const folders = readdirSync(root).map((name) => join(root, name))
  return folders
    .filter((folder) => existsSync(join(folder, 'shopify.extension.toml')))
    .flatMap((folder) => {
      try {
        return read(folder)
      } catch (error) {
        throw new Error(`${folder.slice(dirname(root).length + 1)}/shopify.extension.toml: ${String(error)}`)
      }
    })
}
