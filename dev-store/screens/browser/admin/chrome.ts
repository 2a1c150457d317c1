// The frame of every admin page: menu on small screens, menus that close, leaving with unsaved changes.
import { byId, mayLeave, showSaveBar } from './parts.ts'

const toggle = document.querySelector<HTMLButtonElement>('.nav-toggle')
toggle?.addEventListener('click', () => {
  const open = document.body.classList.toggle('nav-open')
  toggle.setAttribute('aria-expanded', String(open))
})
byId('main').addEventListener('click', () => document.body.classList.remove('nav-open'))

for (const input of document.querySelectorAll<HTMLInputElement>('input[data-here]')) {
  // The app's page changes without a load, so the place to come back to is read when the form is sent.
  input.form?.addEventListener('submit', () => {
    input.value = location.pathname + location.search
  })
}

document.addEventListener('click', (event) => {
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    if (!(event.target instanceof Node && menu.contains(event.target))) menu.open = false
  }
})
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return
  for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
    menu.open = false
    menu.querySelector('summary')?.focus()
  }
})

document.addEventListener('click', async (event) => {
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null
  if (!link || link.target === '_blank' || event.defaultPrevented || event.metaKey || event.ctrlKey || link.hash) return
  if (!document.body.classList.contains('unsaved')) return
  event.preventDefault()
  if (!(await mayLeave())) return
  showSaveBar(undefined)
  location.assign(link.href)
})
