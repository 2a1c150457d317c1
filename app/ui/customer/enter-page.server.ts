import type { Language } from '../../platform/i18n/languages.ts'
import { translator } from '../../platform/i18n/translate.ts'
import { CUSTOMER_MESSAGES } from './messages.server.ts'
import type { CustomerReference } from './messages.ts'

// Without a ticket the case page decides: a living session goes on there, anybody else is told the way.
const SCRIPT = `(() => {
  let ticket = location.hash.slice(1)
  history.replaceState(null, '', location.pathname)
  const opening = document.getElementById('opening')
  const offline = document.getElementById('offline')
  const enter = async () => {
    opening.hidden = false
    offline.hidden = true
    if (!ticket) return location.replace('/customer/case')
    try {
      const answer = await fetch('/customer/enter', { method: 'POST', body: ticket, referrerPolicy: 'no-referrer' })
      const { next, over } = await answer.json()
      ticket = ''
      location.replace(next || over || '/customer/over?why=ticket')
    } catch {
      opening.hidden = true
      offline.hidden = false
    }
  }
  document.getElementById('retry').addEventListener('click', enter)
  // A second ticket opened in the same tab changes only what stands behind the #.
  addEventListener('hashchange', () => location.hash.length > 1 && location.reload())
  enter()
})()`

const STYLE = `:root{color-scheme:light}body{margin:0;min-height:100vh;display:grid;place-items:center;background:#f3f5f2;color:#1c2b26;
font:16px/1.7 system-ui,"Hiragino Sans","Noto Sans JP","Noto Sans CJK JP","Noto Sans TC",sans-serif;text-align:center}main{padding:24px;max-width:28em}
button{font:inherit;padding:10px 24px;border:1px solid #14614b;border-radius:8px;background:#14614b;color:#fff}`

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The smallest page that can exchange a ticket. It loads nothing, so nothing else ever sees its address. */
export function enterPage(language: Language, nonce: string): string {
  const t = translator<CustomerReference>(language, CUSTOMER_MESSAGES[language])
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<title>${escaped(t('title'))}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<main>
<p id="opening" role="status">${escaped(t('enter.opening'))}</p>
<div id="offline" role="alert" hidden>
<p>${escaped(t('enter.offline'))}</p>
<p><button type="button" id="retry">${escaped(t('enter.retry'))}</button></p>
</div>
<noscript><p>${escaped(t('enter.noScript'))}</p></noscript>
</main>
<script nonce="${nonce}">${SCRIPT}</script>
</body>
</html>
`
}
