/** What a mail says, before it has a look. Texts are plain; `lang` is a BCP 47 tag. */
export interface Letter {
  readonly lang: string
  readonly subject: string
  readonly greeting: string | null
  readonly body: string
  /** Which document it is about. */
  readonly document: string | null
  /** What a member of staff wrote to the reader, and who speaks. */
  readonly said: { readonly by: string; readonly text: string } | null
  readonly button: { readonly label: string; readonly url: string }
  readonly footer: string
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (char) => escapes[char] ?? char)

const FONT = "-apple-system, 'Hiragino Sans', 'Noto Sans JP', 'PingFang TC', 'Microsoft JhengHei', 'Segoe UI', sans-serif"

/** The plain text part. */
export function textOf({ greeting, body, document, said, button, footer }: Letter): string {
  const words = said && `${said.by}:\n${said.text}`
  return [greeting, body, document, words, `${button.label}:\n${button.url}`, `--\n${footer}`].filter((part) => part !== null).join('\n\n')
}

/** The HTML part: one column, no images, no tracking. Everything is escaped. */
export function htmlOf({ lang, subject, greeting, body, document, said, button, footer }: Letter): string {
  const line = (text: string) => `<p style="margin:0 0 20px;font-size:16px;line-height:1.75">${escaped(text)}</p>`
  const words = said
    ? `<div style="margin:0 0 20px;padding:4px 0 4px 16px;border-left:3px solid #c9cbcf"><p style="margin:0 0 4px;font-size:13px;color:#6b6f76">${escaped(said.by)}</p><p style="margin:0;font-size:16px;line-height:1.75">${escaped(said.text).replace(/\r?\n/g, '<br>')}</p></div>`
    : ''
  return `<!doctype html>
<html lang="${escaped(lang)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body style="margin:0;background:#f4f4f3;color:#1f2124;font-family:${FONT}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;background:#fff;border-radius:12px"><tr><td style="padding:32px">
${greeting === null ? '' : line(greeting)}${line(body)}${document === null ? '' : line(document)}${words}
<p style="margin:28px 0 8px"><a href="${escaped(button.url)}" style="display:inline-block;background:#1f2124;color:#fff;text-decoration:none;font-size:16px;padding:14px 24px;border-radius:8px">${escaped(button.label)}</a></p>
</td></tr></table>
<p style="max-width:560px;margin:20px auto 0;font-size:12px;line-height:1.7;color:#6b6f76;text-align:left">${escaped(footer)}</p>
</td></tr></table></body></html>`
}
