import type { Shop } from '../store/types.ts'
import type { World } from '../store/world.ts'

/** One request on its way to one screen. */
export interface Visit {
  readonly world: World
  readonly request: Request
  readonly url: URL
  readonly params: Readonly<Record<string, string>>
  readonly shop: Shop
}

/** The answer, or undefined when this address is not for people after all. */
export type Screen = (visit: Visit) => Response | undefined | Promise<Response | undefined>
export type Routes = Readonly<Record<string, Screen>>

const NAMED = /:([a-z]+)/g

/** `GET /store/:handle/*rest` as a test for method and path. Segments are decoded; `*rest` takes what is left, slashes included. */
export function compile(pattern: string): (method: string, path: string) => Record<string, string> | undefined {
  const [method = '', path = ''] = pattern.split(' ')
  const source = path.replace(NAMED, '(?<$1>[^/]+)').replace('/*rest', '(?:/(?<rest>.*))?')
  const expression = new RegExp(`^${source}/?$`)
  return (given, where) => {
    const found = given === method ? expression.exec(where) : null
    if (!found) return undefined
    const named: Record<string, string> = {}
    for (const [name, value] of Object.entries(found.groups ?? {})) named[name] = decode(value ?? '')
    return named
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The fields of a posted form as texts; files are left out. */
export async function readForm(request: Request): Promise<Map<string, string>> {
  const fields = new Map<string, string>()
  for (const [name, value] of await request.formData()) if (typeof value === 'string') fields.set(name, value)
  return fields
}
