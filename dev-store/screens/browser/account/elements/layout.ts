import { html } from '../../../html.ts'
import { align, define, size, space } from './define.ts'

const BACKGROUNDS: Record<string, string> = { base: '#fff', subdued: '#f5f5f5', strong: '#e8e8e8', transparent: 'transparent' }
const RADII: Record<string, string> = { none: '0', small: '6px', base: '8px', large: '12px', max: '999px' }

/** What lists and landmarks are to a screen reader. */
const ROLES: Record<string, string> = {
  'unordered-list': 'list',
  'ordered-list': 'list',
  'list-item': 'listitem',
  status: 'status',
  alert: 'alert',
  section: 'region',
  main: 'main',
  navigation: 'navigation',
  header: 'banner',
  footer: 'contentinfo',
  separator: 'separator',
  none: 'none',
}

function role(element: HTMLElement): void {
  const name = ROLES[element.getAttribute('accessibilityrole') ?? '']
  const label = element.getAttribute('accessibilitylabel')
  if (name) element.setAttribute('role', name)
  if (label) element.setAttribute('aria-label', label)
}

/** s-page, s-section, s-stack, s-grid, s-box, s-divider and their kin. */
export function defineLayout(): void {
  define(
    's-page',
    ['heading', 'subheading'],
    ':host { display: block } header { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; margin-bottom: 20px } div { flex: 1; min-width: 200px } h1 { font-size: 22px; line-height: 1.4; font-weight: 650 } p { color: #545454 }',
    (page) =>
      html`<header><slot name="breadcrumb-actions"></slot><div><h1>${page.text('heading')}</h1>${page.text('subheading') && html`<p>${page.text('subheading')}</p>`}</div><slot name="secondary-actions"></slot><slot name="primary-action"></slot></header><slot></slot>`,
  )
  define(
    's-section',
    ['heading', 'accessibilitylabel'],
    ':host { display: block } section { background: #fff; border-radius: 12px; border: 1px solid #e3e3e3; padding: 20px; display: flex; flex-direction: column; gap: 16px } h2 { font-size: 16px; line-height: 1.5; font-weight: 650 }',
    (section) =>
      html`<section aria-label="${section.text('accessibilitylabel', section.text('heading'))}">${section.text('heading') && html`<h2>${section.text('heading')}</h2>`}<slot></slot></section>`,
  )
  define(
    's-stack',
    [
      'direction',
      'gap',
      'alignitems',
      'justifycontent',
      'padding',
      'background',
      'border',
      'borderradius',
      'accessibilityrole',
      'accessibilitylabel',
    ],
    ':host { display: block } div { display: flex; flex-direction: column; min-width: 0 } .inline { flex-direction: row; flex-wrap: wrap }',
    (stack) => {
      const inline = stack.text('direction') === 'inline'
      const style = `gap: ${space(stack.text('gap'))}; align-items: ${align(stack.text('alignitems'), inline ? 'center' : 'stretch')}; justify-content: ${align(stack.text('justifycontent'), 'flex-start')}; padding: ${space(stack.text('padding'))}; background: ${BACKGROUNDS[stack.text('background')] ?? 'none'}; border-radius: ${RADII[stack.text('borderradius')] ?? '0'}${stack.text('border').startsWith('base') ? '; border: 1px solid #dedede' : ''}`
      return html`<div class="${inline ? 'inline' : ''}" style="${style}"><slot></slot></div>`
    },
    role,
  )
  define(
    's-grid',
    ['gridtemplatecolumns', 'gap', 'alignitems', 'padding'],
    ':host { display: block } div { display: grid }',
    (grid) => {
      const columns = grid.text('gridtemplatecolumns', '1fr').replace(/[^\w\s.%(),-]/g, '')
      return html`<div style="grid-template-columns: ${columns}; gap: ${space(grid.text('gap'))}; align-items: ${align(grid.text('alignitems'), 'stretch')}; padding: ${space(grid.text('padding'))}"><slot></slot></div>`
    },
    role,
  )
  define('s-grid-item', [], ':host { display: block; min-width: 0 }', () => html`<slot></slot>`)
  define(
    's-box',
    ['padding', 'background', 'border', 'borderradius', 'inlinesize', 'maxinlinesize', 'accessibilityrole', 'accessibilitylabel'],
    ':host { display: block }',
    (box) => {
      const border = box.text('border').startsWith('base') ? '; border: 1px solid #dedede' : ''
      return html`<div style="padding: ${space(box.text('padding'))}; background: ${BACKGROUNDS[box.text('background')] ?? 'none'}; border-radius: ${RADII[box.text('borderradius')] ?? '0'}; inline-size: ${size(box.text('inlinesize')) || 'auto'}; max-inline-size: ${size(box.text('maxinlinesize')) || 'none'}${border}"><slot></slot></div>`
    },
    role,
  )
  define('s-divider', ['direction'], ':host { display: block } hr { border: 0; border-top: 1px solid #dedede }', () => html`<hr>`)
  define('s-query-container', [], ':host { display: block; container-type: inline-size }', () => html`<slot></slot>`)
  define('s-scroll-box', [], ':host { display: block; overflow: auto }', () => html`<slot></slot>`)
}
