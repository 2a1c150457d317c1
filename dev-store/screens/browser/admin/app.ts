// The admin's half of App Bridge: answers the questions of the app's frame and draws what it asks for.
import type { AdminMessage, Ask, BarItem, FrameMessage, Question, Questions } from '../app-bridge/messages.ts'
import { byId, confirmed, hideToast, isUnsaved, make, mayLeave, readBlock, showSaveBar, showToast, words } from './parts.ts'

const page = readBlock<{ root: string; appRoot: string; appOrigin: string; src: string; name: string }>('page')
const frame = byId('app') as HTMLIFrameElement
const tell = (message: AdminMessage): void => frame.contentWindow?.postMessage(message, page.appOrigin)

async function load<T>(path: string, body?: unknown): Promise<T> {
  const post = { method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  const response = await fetch(`${page.root}/${path}`, body === undefined ? {} : post)
  if (!response.ok) throw new Error(`the dev store's admin answered ${response.status} for ${path}: ${await response.text()}`)
  return (await response.json()) as T
}

async function requestScopes(wanted: string[]): Promise<Questions['scopes.request']['answer']> {
  const list = make('ul', {}, ...wanted.map((scope) => make('li', {}, scope)))
  if (!(await confirmed({ title: words.grantTitle, body: list, yes: words.grant, no: words.decline }))) {
    return { result: 'declined-all', detail: await load('scopes') }
  }
  return { result: 'granted-all', detail: await load('scopes', wanted) }
}

const answers: { [Q in Question]: (details: Questions[Q]['with']) => Promise<Questions[Q]['answer']> } = {
  idToken: async () => (await load<{ token: string }>('session-token')).token,
  user: () => load('user'),
  'scopes.query': () => load('scopes'),
  'scopes.request': requestScopes,
  'app.extensions': () => load('extensions'),
  leaveConfirmation: mayLeave,
}

async function answer({ id, question, with: details }: Ask): Promise<void> {
  try {
    if (!Object.hasOwn(answers, question)) throw new Error(`the dev store's admin does not know ${question}`)
    tell({ type: 'answer', id, value: await answers[question](details as never) })
  } catch (error) {
    console.error(error)
    tell({ type: 'answer', id, error: error instanceof Error ? error.message : String(error) })
  }
}

const pressIn = (bar: 'title' | 'saveBar', index: number) => (): void => tell({ type: 'press', bar, index })

function barButton(item: BarItem): HTMLButtonElement {
  return make(
    'button',
    {
      type: 'button',
      className: ['button', item.role === 'primary' ? 'primary' : '', item.critical ? 'critical' : '', item.loading ? 'busy' : ''].join(
        ' ',
      ),
      disabled: item.disabled || item.loading,
      onclick: pressIn('title', item.index),
    },
    item.label,
  )
}

function drawTitle(title: string, items: readonly BarItem[]): void {
  const crumbs = items.filter(({ role }) => role === 'breadcrumb')
  byId('app-title').replaceChildren(
    ...crumbs.flatMap((item) => [
      make('button', { type: 'button', className: 'crumb', onclick: pressIn('title', item.index) }, item.label),
      '›',
    ]),
    title || page.name,
  )
  document.title = `${title || page.name} · ${document.title.split(' · ').slice(1).join(' · ')}`
  const groups = Map.groupBy(
    items.filter(({ role }) => role !== 'breadcrumb'),
    ({ group }) => group ?? '',
  )
  const loose = (groups.get('') ?? []).toSorted((a, b) => Number(a.role === 'primary') - Number(b.role === 'primary')).map(barButton)
  groups.delete('')
  const menus = [...groups].map(([label, members]) =>
    make(
      'details',
      { className: 'menu' },
      make('summary', { className: 'button' }, label),
      make('div', { className: 'popover' }, ...members.map(barButton)),
    ),
  )
  byId('app-actions').replaceChildren(...menus, ...loose)
}

function drawNav(links: readonly { label: string; href: string }[]): void {
  const here = location.pathname
  const path = (href: string) => page.appRoot + href.split('?')[0]
  const best = links.filter(({ href }) => here.startsWith(path(href))).sort((a, b) => b.href.length - a.href.length)[0]
  byId('app-nav').replaceChildren(
    ...links.map((link) => {
      const element = make('a', { href: page.appRoot + link.href, className: 'nav-item' }, link.label)
      if (link === best) element.setAttribute('aria-current', 'page')
      element.addEventListener('click', async (event) => {
        if (event.metaKey || event.ctrlKey) return
        event.preventDefault()
        if (!(await mayLeave())) return
        showSaveBar(undefined)
        document.body.classList.remove('nav-open')
        tell({ type: 'navigate', href: link.href })
      })
      return element
    }),
  )
}

let links: readonly { label: string; href: string }[] = []

const reactions: { [T in FrameMessage['type']]: (message: Extract<FrameMessage, { type: T }>) => void } = {
  ask: (message) => void answer(message),
  loading: ({ on }) => {
    byId('loading').hidden = !on
  },
  toast: ({ id, message, duration, isError, action }) => {
    const options = {
      id,
      duration,
      isError,
      action,
      onAction: () => tell({ type: 'toastAction', id }),
      onDismiss: () => tell({ type: 'toastDismiss', id }),
    }
    showToast(message, options)
  },
  hideToast: ({ id }) => hideToast(id),
  nav: (message) => {
    links = message.links
    drawNav(links)
  },
  title: ({ title, items }) => drawTitle(title, items),
  saveBar: ({ open, items, confirmDiscard }) => {
    if (!open) return showSaveBar(undefined)
    const press = (item: BarItem) => async () => {
      const ask = confirmDiscard && item.role !== 'primary'
      if (!ask || (await confirmed({ title: words.leaveTitle, body: '', yes: words.discard, no: words.stay, critical: true })))
        pressIn('saveBar', item.index)()
    }
    const label = (item: BarItem) => item.label || (item.role === 'primary' ? words.save : words.discard)
    showSaveBar(
      items.map((item) => ({
        label: label(item),
        primary: item.role === 'primary',
        disabled: item.disabled || item.loading,
        press: press(item),
      })),
    )
  },
  modal: ({ open }) => document.body.classList.toggle('dimmed', open),
  // The admin's address follows the app's, so that a reload opens the same page.
  location: ({ path }) => {
    history.replaceState(null, '', page.appRoot + path)
    drawNav(links)
  },
  open: async ({ path }) => {
    if (!(await mayLeave())) return
    showSaveBar(undefined)
    location.assign(path)
  },
}

addEventListener('message', ({ source, origin, data }: MessageEvent<FrameMessage>) => {
  if (source !== frame.contentWindow || origin !== page.appOrigin) return
  if (Object.hasOwn(reactions, data?.type)) reactions[data.type](data as never)
})
addEventListener('beforeunload', (event) => {
  if (isUnsaved()) event.preventDefault()
})
frame.addEventListener('load', () => {
  document.body.classList.remove('dimmed')
  byId('frame-wait').hidden = true
})
frame.src = page.src
