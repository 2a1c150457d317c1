import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Format } from 'esbuild'
import { iconFile } from './icon.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const scripts = new Map<string, Promise<string>>()

/** The browser's half of the screens, from browser/{name}.ts; built once per process. */
function script(name: string, format: Format): Promise<string> {
  const known = scripts.get(name)
  if (known) return known
  const built = build({
    entryPoints: [here(`browser/${name}.ts`)],
    bundle: true,
    write: false,
    format,
    target: 'es2022',
    charset: 'utf8',
  }).then(({ outputFiles }) => outputFiles[0]?.text ?? '')
  scripts.set(name, built)
  built.catch(() => scripts.delete(name))
  return built
}

// The frame of a customer-account extension has an opaque origin, so even our own files are foreign to it.
const HEADERS = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-cache', 'X-Content-Type-Options': 'nosniff' }
const file = (text: string, type: string): Response =>
  new Response(text, { headers: { ...HEADERS, 'Content-Type': `${type}; charset=utf-8` } })

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#1a1a1a"/><path d="M7 12h18M9 12v12m14-12v12M5 8h22" stroke="#95bf47" stroke-width="3" stroke-linecap="round"/></svg>`

/** Scripts, styles and the icon; undefined for every other address. */
export async function assets(request: Request): Promise<Response | undefined> {
  const { pathname } = new URL(request.url)
  if (pathname === '/app-bridge.js') return file(await script('app-bridge/main', 'iife'), 'text/javascript')
  if (pathname === '/favicon.ico' || pathname === '/__screens/icon.svg') return file(ICON, 'image/svg+xml')
  const drawn = /^\/__screens\/icons\/([a-z0-9-]+)\.svg$/.exec(pathname)?.[1]
  if (drawn) {
    const svg = iconFile(drawn)
    return svg ? file(svg, 'image/svg+xml') : new Response('no such icon', { status: 404, headers: HEADERS })
  }
  const asset = /^\/__screens\/([a-z-]+(?:\/[a-z-]+)*)\.(js|css)$/.exec(pathname)
  if (!asset?.[1]) return undefined
  try {
    if (asset[2] === 'js') return file(await script(asset[1], 'esm'), 'text/javascript')
    return file(await readFile(here(`styles/${asset[1]}.css`), 'utf8'), 'text/css')
  } catch (error) {
    return new Response(String(error), { status: 404, headers: { ...HEADERS, 'Content-Type': 'text/plain' } })
  }
}
