// Keeps the list of mails fresh; what is being read stays as it is.
const EVERY_MS = 1000
const list = document.getElementById('list')

let last = list?.innerHTML ?? ''
async function refresh(): Promise<void> {
  const response = await fetch(location.href, { headers: { Accept: 'application/json' } })
  if (!response.ok || !list) return
  const { list: text } = (await response.json()) as { list: string }
  if (text === last) return
  last = text
  list.innerHTML = text
}
setInterval(() => void refresh().catch(() => undefined), EVERY_MS)
