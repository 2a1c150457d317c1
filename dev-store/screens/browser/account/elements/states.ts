import { html, raw } from '../../../html.ts'
import { define, size } from './define.ts'

const MARKS: Record<string, string> = {
  info: 'info-filled',
  success: 'check-circle-filled',
  warning: 'alert-triangle-filled',
  critical: 'alert-diamond-filled',
  auto: 'info-filled',
}

const mask = (type: string): string => `--icon: url("/__screens/icons/${type.replace(/[^a-z0-9-]/g, '')}.svg")`
const ICON =
  '.icon { display: inline-block; inline-size: 1em; block-size: 1em; background: currentColor; mask: var(--icon) center / contain no-repeat; vertical-align: -0.15em }'

/** s-banner, s-announcement, s-icon, s-image, s-spinner, s-progress, s-skeleton-paragraph. */
export function defineStates(): void {
  define(
    's-banner',
    ['heading', 'tone', 'collapsible', 'dismissible'],
    `${ICON} :host { display: block } div.banner { display: flex; gap: 12px; border-radius: 10px; padding: 14px 16px; background: #f0f5ff; border: 1px solid #c9dcf7 } .icon { font-size: 20px; flex: none; margin-top: 2px; color: #005bd1 } strong { display: block; font-weight: 650; line-height: 1.6 } .body { flex: 1; min-width: 0 }
     :host([tone=success]) .banner { background: #edfdf4; border-color: #b4ecc9 } :host([tone=success]) .icon { color: #0c7a4b } :host([tone=warning]) .banner { background: #fff8e6; border-color: #f3dc9c } :host([tone=warning]) .icon { color: #a86500 } :host([tone=critical]) .banner { background: #fef0f1; border-color: #f5bcc2 } :host([tone=critical]) .icon { color: #c70a24 }
     button { border: 0; background: none; cursor: pointer; font-size: 16px; padding: 2px 6px; align-self: flex-start }`,
    (
      banner,
    ) => html`<div class="banner" role="${banner.text('tone') === 'critical' ? 'alert' : 'status'}"><span class="icon" aria-hidden="true" style="${mask(MARKS[banner.text('tone', 'info')] ?? 'info-filled')}"></span>
      <div class="body">${banner.text('heading') && html`<strong>${banner.text('heading')}</strong>`}<slot></slot></div>${banner.is('dismissible') && html`<button aria-label="×">×</button>`}</div>`,
    (banner) => {
      banner.root.querySelector('button')?.addEventListener('click', () => {
        banner.hidden = true
        banner.dispatchEvent(new Event('dismiss'))
      })
    },
  )
  define(
    's-announcement',
    [],
    ':host { display: block } div { background: #1f3d6b; color: #fff; border-radius: 10px; padding: 12px 18px; --link: #fff }',
    () => html`<div role="region"><slot></slot></div>`,
  )
  define(
    's-icon',
    ['type', 'tone', 'size', 'accessibilitylabel'],
    `${ICON} :host { display: inline-flex; color: #4a4a4a; font-size: 20px } :host([size=small]) { font-size: 16px } :host([size=large]) { font-size: 24px } :host([tone=success]) { color: #0c7a4b } :host([tone=critical]) { color: #c70a24 } :host([tone=warning]) { color: #a86500 } :host([tone=info]) { color: #005bd1 } :host([tone=neutral]) { color: #8a8a8a }`,
    (icon) => {
      const label = icon.text('accessibilitylabel')
      return label
        ? html`<span class="icon" role="img" aria-label="${label}" style="${mask(icon.text('type'))}"></span>`
        : html`<span class="icon" aria-hidden="true" style="${mask(icon.text('type'))}"></span>`
    },
  )
  define(
    's-image',
    ['src', 'alt', 'aspectratio', 'objectfit', 'inlinesize', 'borderradius'],
    ':host { display: block } img { display: block; max-width: 100%; border-radius: 8px }',
    (image) =>
      html`<img src="${image.text('src')}" alt="${image.text('alt')}" loading="${image.text('loading') === 'lazy' ? 'lazy' : 'eager'}" style="inline-size: ${size(image.text('inlinesize')) || 'auto'}; object-fit: ${image.text('objectfit') === 'cover' ? 'cover' : 'contain'}">`,
  )
  define(
    's-spinner',
    ['accessibilitylabel', 'size'],
    ':host { display: inline-block } span { display: block; inline-size: 20px; block-size: 20px; border: 2px solid #dedede; border-top-color: #005bd1; border-radius: 50%; animation: turn .8s linear infinite } @keyframes turn { to { rotate: 1turn } } @media (prefers-reduced-motion: reduce) { span { animation-duration: 4s } }',
    (spinner) => html`<span role="status" aria-label="${spinner.text('accessibilitylabel')}"></span>`,
  )
  define(
    's-progress',
    ['value', 'max', 'accessibilitylabel', 'tone'],
    ':host { display: block } progress { inline-size: 100%; block-size: 8px; accent-color: #005bd1 }',
    (progress) => {
      const value = progress.getAttribute('value')
      return html`<progress ${value === null ? '' : html`value="${value}"`} max="${progress.text('max', '1')}" aria-label="${progress.text('accessibilitylabel')}"></progress>`
    },
  )
  define(
    's-skeleton-paragraph',
    ['content'],
    ':host { display: block } span { display: inline; color: transparent; background: #e8e8e8; border-radius: 4px; box-decoration-break: clone; -webkit-box-decoration-break: clone; user-select: none; animation: wait 1.6s ease-in-out infinite alternate } @keyframes wait { to { background: #f2f2f2 } }',
    (skeleton) => html`<span aria-hidden="true">${skeleton.text('content', '　'.repeat(24))}</span>`,
  )
  define('s-payment-icon', [], '', () => raw(''))
}
