import type { World } from '../store/world.ts'
import { html } from './html.ts'
import { icon } from './icon.ts'
import { page } from './reply.ts'

/** The front door: every address of the dev store, in words a newcomer understands. */
export function startPage(world: World): Response {
  const { config } = world
  const shops = [...world.shops.values()].map(({ handle, name, domain, installation }) => {
    const link = (href: string, symbol: string, title: string, what: string) =>
      html`<a class="door" href="${href}">${icon(symbol)}<span><b>${title}</b><small>${what}</small><code>${href}</code></span></a>`
    return html`<section><h2>${name} <small>${domain}${installation.installed ? ' · Sekisho 導入済み' : ''}</small></h2><div class="doors">
      ${link(`/store/${handle}`, 'Home', 'Shopify 管理画面', 'スタッフが見る画面。顧客のタグとメタフィールドを手で編集できます。')}
      ${link(`/store/${handle}/apps/${config.apiKey}/app`, 'Apps', 'Sekisho（アプリ）', '管理画面に埋め込まれたアプリ。')}
      ${link(`/storefront/${handle}/`, 'Store', 'オンラインストア', 'お客様が見る店。会員登録、商品、カート、注文。')}
      ${link(`/account/${handle}/`, 'Profile', 'お客様アカウント', 'お客様が注文と本人確認の状況を見る画面。')}
    </div></section>`
  })
  return page(
    { lang: 'ja', title: '開発用ストア', styles: ['start.css'] },
    html`<main>
      <h1>開発用ストア</h1>
      <p>手元のパソコンだけで動く、Shopify の代わりです。ここから先はどの画面も、ログインなしで開けます。</p>
      <p lang="en">A Shopify that runs on your desk. Every screen below opens without signing in; nothing leaves this machine.</p>
      ${shops}
      <section><h2>どの店にも共通</h2><div class="doors">
        <a class="door" href="/inbox">${icon('Email')}<span><b>受信トレイ</b><small>送られたメールがすべて届きます。外へは出ません。</small><code>/inbox</code></span></a>
      </div></section>
      <p class="quiet">アプリ: <a href="${config.appUrl}">${config.appUrl}</a> ・ Admin API: <code>${config.origin}/admin/api/2026-07/graphql.json</code></p>
    </main>`,
  )
}
