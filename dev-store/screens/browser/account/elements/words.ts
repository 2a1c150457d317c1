import { html } from '../../../html.ts'
import { define } from './define.ts'

const TONES = `
  :host([tone=success]) { color: #0c5132 } :host([tone=critical]) { color: #b5061d } :host([tone=warning]), :host([tone=caution]) { color: #7a4a00 } :host([tone=info]) { color: #004299 } :host([tone=neutral]) { color: inherit }
  :host([color=subdued]), :host([appearance=subdued]) { color: #616161 }
`

/** s-text, s-paragraph, s-heading, lists, s-badge, s-chip, s-time, s-tooltip. */
export function defineWords(): void {
  define(
    's-text',
    ['type', 'tone', 'color', 'dir', 'lang'],
    `${TONES} :host([type=strong]) { font-weight: 650 } :host([type=small]) { font-size: 12px } :host([type=emphasis]) { font-style: italic } :host([type=redundant]) { text-decoration: line-through }`,
    () => html`<slot></slot>`,
  )
  define(
    's-paragraph',
    ['type', 'tone', 'color'],
    `:host { display: block; line-height: 1.7 } ${TONES} :host([type=small]) { font-size: 12px } :host([type=strong]) { font-weight: 650 }`,
    () => html`<p><slot></slot></p>`,
  )
  define(
    's-heading',
    [],
    ':host { display: block } h2 { font-size: 16px; line-height: 1.5; font-weight: 650 }',
    () => html`<h2><slot></slot></h2>`,
  )
  define(
    's-unordered-list',
    [],
    ':host { display: block } div { padding-inline-start: 4px; counter-reset: none } ::slotted(s-list-item) { --mark: disc }',
    () => html`<div role="list"><slot></slot></div>`,
  )
  define(
    's-ordered-list',
    [],
    ':host { display: block } div { padding-inline-start: 4px; counter-reset: item } ::slotted(s-list-item) { --mark: decimal; counter-increment: item }',
    () => html`<div role="list"><slot></slot></div>`,
  )
  define(
    's-list-item',
    [],
    ':host { display: list-item; list-style: var(--mark, disc); margin-inline-start: 22px; padding-block: 2px; line-height: 1.7 }',
    () => html`<slot></slot>`,
    (item) => item.setAttribute('role', 'listitem'),
  )
  define(
    's-badge',
    ['tone', 'icon'],
    `:host { display: inline-flex } span { border-radius: 8px; padding: 2px 10px; font-size: 12px; line-height: 18px; font-weight: 550; background: #ebebeb; color: #4a4a4a }
     :host([tone=success]) span { background: #cdfee1; color: #0c5132 } :host([tone=info]) span { background: #d5ebff; color: #003a5a } :host([tone=critical]) span { background: #fee8eb; color: #8e0b21 } :host([tone=warning]) span, :host([tone=caution]) span { background: #fff1c2; color: #5e4200 }`,
    () => html`<span><slot></slot></span>`,
  )
  define(
    's-chip',
    [],
    ':host { display: inline-flex } span { border: 1px solid #dedede; border-radius: 99px; padding: 2px 12px; font-size: 13px }',
    () => html`<span><slot></slot></span>`,
  )
  define('s-time', ['datetime'], '', (time) => html`<time datetime="${time.text('datetime')}"><slot></slot></time>`)
  define('s-abbreviation', ['title'], '', () => html`<slot></slot>`)
  define(
    's-details',
    ['open'],
    ':host { display: block } details { display: block }',
    (details) => html`<details ${details.is('open') ? html`open` : ''}><slot name="summary"></slot><slot></slot></details>`,
  )
  define('s-summary', [], ':host { display: block; font-weight: 550 }', () => html`<slot></slot>`)
}
