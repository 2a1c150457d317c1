// Dialogs with a form: opened by [data-open], sent without leaving the page, errors shown where they belong.
import { showToast, words } from './parts.ts'

document.addEventListener('click', (event) => {
  const target = event.target instanceof Element ? event.target : null
  const opener = target?.closest<HTMLElement>('[data-open]')
  if (opener) {
    const dialog = document.getElementById(opener.dataset.open ?? '')
    opener.closest<HTMLDetailsElement>('details')?.removeAttribute('open')
    if (dialog instanceof HTMLDialogElement) dialog.showModal()
  }
  if (target?.closest('[data-close]')) target.closest('dialog')?.close()
})

async function send(form: HTMLFormElement): Promise<void> {
  const response = await fetch(form.action, { method: 'POST', body: new FormData(form) })
  const answer = (await response.json()) as { location?: string; errors?: string[] }
  const alert = form.querySelector<HTMLElement>('[role=alert]')
  if (alert) {
    alert.hidden = !answer.errors
    alert.textContent = answer.errors?.join('\n') ?? ''
  }
  if (answer.errors) return
  if (answer.location) return location.assign(answer.location)
  form.closest('dialog')?.close()
  showToast(words.saved)
  document.dispatchEvent(new CustomEvent('store-changed'))
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || !form.matches('[data-send]')) return
  event.preventDefault()
  send(form).catch((error) => showToast(String(error), { isError: true }))
})
