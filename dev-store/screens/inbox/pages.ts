import type { Mail } from '../../mail/mailbox.ts'
import type { World } from '../../store/world.ts'
import { dateTime } from '../format.ts'
import { type Content, type Html, html } from '../html.ts'
import { icon } from '../icon.ts'
import { json, page } from '../reply.ts'

const ZONE = 'Asia/Tokyo'
const SHOWN_MAX = 200

/** The list, newest first. */
function list(mails: readonly Mail[], open: Mail | undefined): Html {
  if (mails.length === 0) return html`<p class="empty">${icon('Email')}まだメールはありません。<br><span lang="en">No mail yet.</span></p>`
  const item = (mail: Mail) => html`<li><a href="/inbox/${mail.id}" ${mail.id === open?.id ? html`aria-current="page"` : ''}>
    <span class="to">${mail.to.join(', ')}</span><time datetime="${mail.receivedAt}">${dateTime(mail.receivedAt, 'ja', ZONE)}</time>
    <b>${mail.subject || '（件名なし）'}</b><span class="line">${mail.text.slice(0, 120)}</span></a></li>`
  return html`<ol>${mails.toReversed().slice(0, SHOWN_MAX).map(item)}</ol>`
}

const TABS = [
  ['html', '表示'],
  ['text', 'テキスト'],
  ['headers', 'ヘッダー'],
] as const
type Tab = (typeof TABS)[number][0]

const ADDRESS = /(https?:\/\/[^\s<>"、。」）]+)/

/** Plain text whose web addresses can be followed. */
const linked = (text: string): Content =>
  text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>` : part))

function content(mail: Mail, tab: Tab): Html {
  if (tab === 'headers')
    return html`<dl class="headers">${Object.entries(mail.headers).map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`
  if (tab === 'text') return html`<pre>${linked(mail.text)}</pre>`
  // No scripts, no forms, no origin; links may only open a tab of their own.
  return html`<iframe title="${mail.subject}" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/inbox/${mail.id}/body"></iframe>`
}

function reading(mail: Mail, wanted: string | null): Html {
  const tabs = mail.html === null ? TABS.filter(([name]) => name !== 'html') : TABS
  const tab = tabs.find(([name]) => name === wanted)?.[0] ?? tabs[0]?.[0] ?? 'text'
  return html`<article><header><a class="back" href="/inbox">← 一覧</a><h1>${mail.subject || '（件名なし）'}</h1>
      <p><span>差出人</span>${mail.from}</p><p><span>宛先</span>${mail.to.join(', ')}</p><p><span>受信</span>${dateTime(mail.receivedAt, 'ja', ZONE)}</p>
      ${mail.attachments.length > 0 && html`<p><span>添付</span>${mail.attachments.map(({ name, size }) => `${name} (${size} B)`).join('、')}</p>`}
      <nav aria-label="表示の切り替え">${tabs.map(([name, label]) => html`<a href="?view=${name}" ${name === tab ? html`aria-current="true"` : ''}>${label}</a>`)}</nav></header>
    <div class="content">${content(mail, tab)}</div></article>`
}

function inboxPage(world: World, open: Mail | undefined, view: string | null): Response {
  const { mails } = world.mailbox
  const nothing = html`<p class="empty">${icon('Email')}左の一覧からメールを選んでください。<br><span lang="en">Choose a mail on the left.</span></p>`
  return page(
    { lang: 'ja', title: '受信トレイ', styles: ['inbox.css'], scripts: ['inbox.js'], bodyClass: open ? 'reading' : '' },
    html`<aside><header><a href="/" aria-label="開発用ストア">${icon('Home')}</a><h2>受信トレイ</h2><span>${world.config.smtpPort === null ? '受信停止中' : `smtp://127.0.0.1:${world.config.smtpPort}`}</span></header>
      <div id="list" role="region" aria-label="メールの一覧" aria-live="polite">${list(mails, open)}</div></aside>
      <main>${open ? reading(open, view) : nothing}</main>`,
  )
}

/** Every link of a mail opens a tab of its own; the rest of the mail is as it was sent. */
function bodyOf(mail: Mail): Response {
  const policy =
    "default-src 'none'; img-src data: http: https: cid:; style-src 'unsafe-inline'; font-src data:; form-action 'none'; base-uri 'self'; frame-ancestors 'self'"
  return new Response(`<!doctype html><base target="_blank">${mail.html ?? ''}`, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
  })
}

/** The inbox of the SMTP sink; undefined for every other address. */
export function inbox(world: World, request: Request): Response | undefined {
  const url = new URL(request.url)
  const found = /^\/inbox(?:\/(\d+)(\/body)?)?\/?$/.exec(url.pathname)
  if (!found || request.method === 'POST') return undefined
  const [, id, body] = found
  const mail = id === undefined ? undefined : world.mailbox.mails.find((one) => one.id === Number(id))
  if (id !== undefined && !mail)
    return page(
      { lang: 'ja', title: '受信トレイ', styles: ['start.css'], status: 404 },
      html`<main><h1>このメールはもうありません</h1><p><a href="/inbox">受信トレイへ</a></p></main>`,
    )
  if (mail && body) return bodyOf(mail)
  if (request.headers.get('Accept') === 'application/json')
    return json({ lastId: world.mailbox.lastId, list: list(world.mailbox.mails, mail).text })
  return inboxPage(world, mail, url.searchParams.get('view'))
}
