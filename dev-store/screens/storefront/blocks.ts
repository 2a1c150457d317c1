import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface BlockSchema {
  readonly name: string
  readonly target: 'section' | 'head' | 'body' | 'compliance_head'
  readonly stylesheet?: string
  readonly javascript?: string
  readonly settings?: readonly { readonly id?: string; readonly default?: unknown }[]
  readonly enabled_on?: { readonly templates?: readonly string[] }
  readonly disabled_on?: { readonly templates?: readonly string[] }
}

export interface Block {
  /** File name without `.liquid`. */
  readonly handle: string
  /** Folder of the theme extension. */
  readonly folder: string
  readonly source: string
  readonly schema: BlockSchema
}

const SCHEMA = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/

/** The JSON between schema and endschema. Throws, naming the block, when it is missing or broken. */
export function readSchema(handle: string, source: string): BlockSchema {
  const found = SCHEMA.exec(source)
  if (!found?.[1]) throw new Error(`blocks/${handle}.liquid has no schema`)
  try {
    return JSON.parse(found[1]) as BlockSchema
  } catch (error) {
    throw new Error(`blocks/${handle}.liquid: its schema is no JSON: ${String(error)}`)
  }
}

/** The blocks of a theme extension, in the order of their names. */
export function readBlocks(folder: string): Block[] {
  const blocks = join(folder, 'blocks')
  if (!existsSync(blocks)) return []
  return readdirSync(blocks)
    .filter((name) => name.endsWith('.liquid'))
    .sort()
    .map((name) => {
      const handle = name.slice(0, -'.liquid'.length)
      const source = readFileSync(join(blocks, name), 'utf8')
      return { handle, folder, source, schema: readSchema(handle, source) }
    })
}

/** True when the block belongs on pages of this template (product, cart, index …). */
export function isOnTemplate({ enabled_on, disabled_on }: BlockSchema, template: string): boolean {
  const listed = (templates: readonly string[] | undefined) => templates?.some((one) => one === '*' || one === template) ?? false
  if (enabled_on?.templates) return listed(enabled_on.templates)
  return !listed(disabled_on?.templates)
}
