// Keeps a list in step with the store: the part of the page marked #live is fetched again every second.
import { byId } from './parts.ts'

const EVERY_MS = 1000

let last = ''
async function refresh(): Promise<void> {
  if (document.hidden) return
  const response = await fetch(location.href)
  const text = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('live')
  if (!text || text.innerHTML === last) return
  last = text.innerHTML
  byId('live').replaceWith(text)
}
setInterval(() => void refresh().catch(() => undefined), EVERY_MS)
