import { type Content, type Html, html } from '../html.ts'
import type { AdminWords } from './words.ts'

/** One labelled line of a form. `autocomplete` is HTML's own word for what belongs there. */
export const field = (label: string, name: string, value: string | null, autocomplete: string): Html =>
  html`<label class="field"><span>${label}</span><input name="${name}" value="${value ?? ''}" autocomplete="${autocomplete}" ${autocomplete === 'tel' ? html`type="tel"` : ''}></label>`

/** A dialog around a form; browser/admin/forms.ts opens it by `data-open`, sends it and shows what the store says against it. */
export function dialogForm(words: AdminWords, id: string, action: string, title: string, fields: Content, submit = words.save): Html {
  return html`<dialog class="dialog" id="${id}" aria-labelledby="${id}-title">
    <form method="post" action="${action}" data-send>
      <h2 id="${id}-title">${title}</h2>
      <div class="dialog-body"><p class="error" role="alert" hidden></p>${fields}</div>
      <footer><button type="button" class="button" data-close>${words.cancel}</button><button class="button primary">${submit}</button></footer>
    </form>
  </dialog>`
}
