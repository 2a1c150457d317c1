// The customer page: tags, note and metafields are edited as a draft over what the store shows now, which is read every second.
import { byId, confirmed, make, readBlock, showSaveBar, showToast, words } from './parts.ts'

interface State {
  parts: Record<string, string>
  tags: string[]
  note: string
  metafields: Record<string, string>
}

const EVERY_MS = 1000

const page = readBlock<{
  here: string
  list: string
  state: State
  words: Record<'removeTag' | 'deleteTitle' | 'deleteBody' | 'deleteCustomer' | 'cancel' | 'deleted' | 'backToList', string>
}>('page')
let store = page.state
const added = new Map<string, string>()
const removed = new Set<string>()
let note: string | undefined
const metafields = new Map<string, string>()

const fold = (tag: string): string => tag.toLowerCase()
const input = byId('tag-input') as HTMLInputElement
const noteField = byId('note') as HTMLTextAreaElement
const controls = [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-metafield]')]

function chip(tag: string, className: string): HTMLLIElement {
  const remove = make(
    'button',
    { type: 'button', 'aria-label': page.words.removeTag.replace('%', tag), onclick: () => removeTag(tag) },
    '×',
  )
  return make('li', { className: `tag ${className}`, 'data-tag': tag }, tag, remove)
}

let shown = new Set(store.tags)
function drawTags(): void {
  const kept = store.tags.filter((tag) => !removed.has(fold(tag)))
  byId('tags').replaceChildren(
    ...kept.map((tag) => chip(tag, shown.has(tag) ? '' : 'fresh')),
    ...[...added.values()].map((tag) => chip(tag, 'new')),
  )
  shown = new Set(store.tags)
}

function drawFields(): void {
  if (note === undefined) noteField.value = store.note
  for (const control of controls) {
    const id = control.dataset.metafield ?? ''
    const value = metafields.get(id) ?? store.metafields[id] ?? ''
    if (control.value !== value) control.value = value
  }
}

function drawSaveBar(): void {
  const dirty = added.size + removed.size + metafields.size > 0 || note !== undefined
  const buttons = [
    { label: words.discard, primary: false, disabled: false, press: discard },
    { label: words.save, primary: true, disabled: false, press: () => void save() },
  ]
  showSaveBar(dirty ? buttons : undefined)
}

function draw(): void {
  drawTags()
  drawFields()
  drawSaveBar()
}

function addTags(text: string): void {
  for (const tag of text.split(',').map((part) => part.trim())) {
    if (!tag) continue
    const present = store.tags.some((one) => fold(one) === fold(tag))
    if (present) removed.delete(fold(tag))
    else added.set(fold(tag), added.get(fold(tag)) ?? tag)
  }
  draw()
}

function removeTag(tag: string): void {
  if (!added.delete(fold(tag))) removed.add(fold(tag))
  draw()
  input.focus()
}

function discard(): void {
  added.clear()
  removed.clear()
  metafields.clear()
  note = undefined
  input.value = ''
  draw()
}

async function save(): Promise<void> {
  addTags(input.value)
  input.value = ''
  const edit = {
    added: [...added.values()],
    removed: [...removed],
    metafields: Object.fromEntries(metafields),
    ...(note === undefined ? {} : { note }),
  }
  const response = await fetch(`${page.here}/edit`, {
    method: 'POST',
    body: JSON.stringify(edit),
    headers: { 'Content-Type': 'application/json' },
  })
  const { errors } = (await response.json()) as { errors?: string[] }
  if (errors) return showToast(errors.join('\n'), { isError: true })
  discard()
  showToast(words.saved)
  await refresh()
}

function drawParts(before: Record<string, string> | undefined): void {
  for (const [id, text] of Object.entries(store.parts)) if (before?.[id] !== text) byId(id).innerHTML = text
}

let gone = false
async function refresh(): Promise<void> {
  if (gone) return
  const response = await fetch(`${page.here}/live`)
  if (response.status === 404) {
    gone = true
    discard()
    byId('customer').replaceChildren(
      make(
        'div',
        { className: 'card' },
        make('h1', {}, page.words.deleted),
        make('p', {}, make('a', { href: page.list }, page.words.backToList)),
      ),
    )
    return
  }
  const before = store
  store = (await response.json()) as State
  drawParts(before.parts)
  // What the store did meanwhile needs no saving any more.
  for (const tag of store.tags) added.delete(fold(tag))
  for (const tag of removed) if (!store.tags.some((one) => fold(one) === tag)) removed.delete(tag)
  if (JSON.stringify([before.tags, before.note, before.metafields]) !== JSON.stringify([store.tags, store.note, store.metafields])) draw()
}

input.addEventListener('keydown', (event) => {
  // While an input method is composing, Enter belongs to it.
  if (event.isComposing || (event.key !== 'Enter' && event.key !== ',')) return
  event.preventDefault()
  addTags(input.value)
  input.value = ''
})
input.addEventListener('change', () => {
  addTags(input.value)
  input.value = ''
})
noteField.addEventListener('input', () => {
  note = noteField.value === store.note ? undefined : noteField.value
  drawSaveBar()
})
for (const control of controls) {
  control.addEventListener('input', () => {
    const id = control.dataset.metafield ?? ''
    if (control.value === (store.metafields[id] ?? '')) metafields.delete(id)
    else metafields.set(id, control.value)
    drawSaveBar()
  })
}
byId('delete').addEventListener('click', async () => {
  const { deleteTitle: title, deleteBody: body, deleteCustomer: yes, cancel: no } = page.words
  if (!(await confirmed({ title, body, yes, no, critical: true }))) return
  const response = await fetch(`${page.here}/delete`, { method: 'POST' })
  const { errors } = (await response.json()) as { errors?: string[] }
  if (errors) return showToast(errors.join('\n'), { isError: true })
  showSaveBar(undefined)
  location.assign(page.list)
})

document.addEventListener('store-changed', () => void refresh())
drawParts(undefined)
draw()
setInterval(() => void refresh().catch(() => undefined), EVERY_MS)
