// The theme's own script: quick add without leaving the page, the count in the header. Everything works without it too.
const notice = document.getElementById('notice')
const counter = document.querySelector<HTMLElement>('[data-cart-count]')

function say(text: string): void {
  if (!notice) return
  notice.textContent = text
  notice.classList.add('shown')
  setTimeout(() => notice.classList.remove('shown'), 3000)
}

async function add(form: HTMLFormElement): Promise<void> {
  const response = await fetch(`${form.action}.js`, { method: 'POST', body: new FormData(form) })
  if (!response.ok) return form.submit()
  const cart = (await response.json()) as { item_count: number }
  if (counter) {
    counter.textContent = String(cart.item_count)
    counter.hidden = cart.item_count === 0
  }
  say(notice?.dataset.added ?? '')
}

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || !event.target.matches('[data-quick-add]')) return
  event.preventDefault()
  void add(event.target)
})
