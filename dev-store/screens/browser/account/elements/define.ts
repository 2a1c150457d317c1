import type { Html } from '../../../html.ts'

/** What draws an element: markup for its shadow root, from its attributes. Children stay where they are, in slots. */
export type Draw = (element: ShadowElement) => Html

const BASE = new CSSStyleSheet()
BASE.replaceSync(`
  * { box-sizing: border-box; margin: 0; padding: 0 } :host([hidden]) { display: none !important } a { color: inherit }
  :focus-visible { outline: 2px solid #005bd1; outline-offset: 2px; border-radius: 4px }
`)

/** The base of all elements: attributes in, shadow markup out. */
export class ShadowElement extends HTMLElement {
  readonly root: ShadowRoot = this.attachShadow({ mode: 'open', delegatesFocus: true })

  /** The attribute, or the fallback. */
  text(name: string, fallback = ''): string {
    return this.getAttribute(name) ?? fallback
  }

  /** True when the attribute is there and does not say "false". */
  is(name: string): boolean {
    return this.hasAttribute(name) && this.getAttribute(name) !== 'false'
  }
}

const sheets = new Map<string, CSSStyleSheet>()
function sheetOf(css: string): CSSStyleSheet {
  const known = sheets.get(css)
  if (known) return known
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  sheets.set(css, sheet)
  return sheet
}

/** Defines `<name>`; it is drawn anew when one of the attributes changes. `after` runs after each drawing. */
export function define(
  name: string,
  attributes: readonly string[],
  css: string,
  draw: Draw,
  after?: (element: ShadowElement) => void,
): void {
  customElements.define(
    name,
    class extends ShadowElement {
      static observedAttributes = attributes

      constructor() {
        super()
        this.root.adoptedStyleSheets = [BASE, sheetOf(css)]
      }

      connectedCallback(): void {
        this.redraw()
      }

      attributeChangedCallback(): void {
        if (this.isConnected) this.redraw()
      }

      private redraw(): void {
        const focused = this.root.activeElement !== null
        this.root.innerHTML = draw(this).text
        after?.(this)
        if (focused) this.focus()
      }
    },
  )
}

const SPACES: Record<string, string> = {
  none: '0',
  'small-500': '2px',
  'small-400': '4px',
  'small-300': '6px',
  'small-200': '8px',
  'small-100': '10px',
  small: '12px',
  base: '16px',
  large: '20px',
  'large-100': '24px',
  'large-200': '28px',
  'large-300': '32px',
  'large-400': '40px',
  'large-500': '48px',
}

/** Shopify's words for distances as CSS; one to four of them. */
export const space = (words: string, fallback = '0'): string =>
  words === ''
    ? fallback
    : words
        .split(/\s+/)
        .map((word) => SPACES[word] ?? (/^\d+(\.\d+)?(px|rem|em|%)$/.test(word) ? word : fallback))
        .join(' ')

const ALIGN: Record<string, string> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  stretch: 'stretch',
  baseline: 'baseline',
  'space-between': 'space-between',
  'space-around': 'space-around',
  normal: 'normal',
}

/** Shopify's words for alignment as CSS. */
export const align = (word: string, fallback: string): string => ALIGN[word] ?? fallback

/** A size somebody wrote, if it is one that CSS may have; else nothing. */
export const size = (text: string): string =>
  /^(auto|\d+(\.\d+)?(px|rem|em|%|vh|vw)?)$/.test(text) ? (/^\d+$/.test(text) ? `${text}px` : text) : ''
