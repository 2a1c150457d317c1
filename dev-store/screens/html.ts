/** Text that is already HTML. Only `html`, `raw` and `jsonScript` make it, so that everything else is escaped. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

export type Content = Html | string | number | bigint | false | null | undefined | readonly Content[]

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Safe inside an element and inside a quoted attribute. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)

function printed(content: Content): string {
  if (content === null || content === undefined || content === false) return ''
  if (content instanceof Html) return content.text
  if (Array.isArray(content)) return content.map(printed).join('')
  return escapeHtml(String(content))
}

/** A template whose values are escaped; Html and arrays of it are put in as they are; null, undefined and false print nothing. */
export function html(parts: TemplateStringsArray, ...values: Content[]): Html {
  return new Html(parts.reduce((text, part, index) => text + printed(values[index - 1]) + part))
}

/** Vouches for text that is HTML already (a rendered block, a script of ours). Never hand it anything a person typed. */
export const raw = (text: string): Html => new Html(text)

/** A JSON data block for a script to read: `<` cannot end it, whatever the value says. */
export function jsonScript(id: string, value: unknown): Html {
  const text = JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return new Html(`<script type="application/json" id="${escapeHtml(id)}">${text}</script>`)
}
