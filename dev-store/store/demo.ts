import { createCustomer, customerByEmail } from './customers.ts'
import { createDefinition } from './definitions.ts'
import { gid } from './gids.ts'
import { setMetafield } from './metafields.ts'
import { createProduct, productByHandle } from './products.ts'
import type { Actor, Shop } from './types.ts'
import type { World } from './world.ts'

const BY: Actor = { kind: 'system' }

// The shop buys gift cards: the price is what it pays, and the customer who "orders" sells.
const PRODUCTS = [
  { handle: 'amazon-10000', title: 'Amazonギフト券 10,000円', price: '9000.00', vendor: 'Amazon', off: 90 },
  { handle: 'amazon-50000', title: 'Amazonギフト券 50,000円', price: '45250.00', vendor: 'Amazon', off: 90.5 },
  { handle: 'apple-10000', title: 'Apple Gift Card 10,000円', price: '9100.00', vendor: 'Apple', off: 91 },
  { handle: 'google-play-5000', title: 'Google Play ギフトカード 5,000円', price: '4350.00', vendor: 'Google', off: 87 },
  { handle: 'tosho-1000', title: '図書カードNEXT 1,000円', price: '900.00', vendor: '日本図書普及', off: 90 },
  { handle: 'quo-5000', title: 'QUOカード 5,000円', price: '4600.00', vendor: 'クオカード', off: 92 },
  { handle: 'nintendo-3000', title: 'ニンテンドープリペイドカード 3,000円', price: '2580.00', vendor: '任天堂', off: 86 },
  { handle: 'jcb-5000', title: 'JCBギフトカード 5,000円', price: '4775.00', vendor: 'JCB', off: 95.5 },
]

const home = (provinceCode: string, city: string, address1: string, zip: string) => ({
  countryCode: 'JP',
  provinceCode,
  city,
  address1,
  zip,
})

const CUSTOMERS = [
  {
    lastName: '佐藤',
    firstName: '美咲',
    email: 'misaki.sato@example.jp',
    phone: '+819012345601',
    address: home('JP-13', '世田谷区', '三軒茶屋1-2-3', '154-0024'),
  },
  {
    lastName: '鈴木',
    firstName: '健太',
    email: 'kenta.suzuki@example.jp',
    phone: '+819012345602',
    address: home('JP-27', '大阪市北区', '梅田4-5-6', '530-0001'),
  },
  {
    lastName: '高橋',
    firstName: '由美子',
    email: 'yumiko.takahashi@example.jp',
    phone: '+819012345603',
    address: home('JP-01', '札幌市中央区', '大通西7-8', '060-0042'),
  },
  {
    lastName: '株式会社みなと商事',
    firstName: '担当',
    email: 'kaitori@minato-shoji.example.jp',
    phone: '+81312345604',
    address: home('JP-14', '横浜市中区', '山下町9', '231-0023'),
  },
  { lastName: '陳', firstName: '怡君', email: 'yichun.chen@example.tw', phone: null, locale: 'zh-TW', address: null },
  { lastName: 'Taylor', firstName: 'James', email: 'james.taylor@example.com', phone: null, locale: 'en', address: null },
]

/** Fills a shop with what a Japanese gift-card buy-back shop has; what is there already stays as it is. Idempotent. */
export function seedDemo(world: World, shop: Shop): void {
  for (const { handle, title, price, vendor, off } of PRODUCTS) {
    if (productByHandle(shop, handle)) continue
    const descriptionHtml = `<p>${title}を額面の${off}%で買い取ります。コードの確認後、最短当日にお振り込みします。</p>`
    createProduct(world, shop, { handle, title, price, vendor, descriptionHtml, productType: 'ギフト券', tags: ['買取'] }, BY)
  }
  for (const { address, locale, ...person } of CUSTOMERS) {
    if (customerByEmail(shop, person.email)) continue
    createCustomer(world, shop, { ...person, locale: locale ?? 'ja', addresses: address ? [address] : undefined }, BY)
  }
}

/** Customers whom the shop knew before it had the app, as its staff kept them by hand: tags, and a metafield of an earlier system. */
const FORMER = [
  { lastName: '田中', firstName: '恵', email: 'megumi.tanaka@example.jp', tags: ['①アカウント開設済', '③本人確認済', 'VIP'] },
  { lastName: '伊藤', firstName: '翔', email: 'sho.ito@example.jp', tags: ['①アカウント開設済', '①本人確認前', '③本人確認済'] },
  { lastName: '渡辺', firstName: '久美子', email: 'kumiko.watanabe@example.jp', tags: ['①本人確認前', '②本人確認書類提出中'] },
  { lastName: '中村', firstName: '大輔', email: 'daisuke.nakamura@example.jp', tags: [], done: 'true' },
  { lastName: '小林', firstName: 'さくら', email: 'sakura.kobayashi@example.jp', tags: ['③本人確認済'], done: 'false' },
  { lastName: '加藤', firstName: '進', email: 'susumu.kato@example.jp', tags: ['メルマガ'] },
]

const DONE = { namespace: 'custom', key: 'kyc_done', type: 'boolean' }

/** Fills a shop with what it had before the app came. Idempotent. */
export function seedFormer(world: World, shop: Shop): void {
  const { type, ...field } = DONE
  createDefinition(shop, { ...field, ownerType: 'CUSTOMER', name: '本人確認（旧システム）', type })
  for (const { done, ...person } of FORMER) {
    if (customerByEmail(shop, person.email)) continue
    const made = createCustomer(world, shop, { ...person, locale: 'ja' }, BY)
    if (made.ok && done) setMetafield(world, shop, gid('Customer', made.value.id), { ...DONE, value: done }, BY)
  }
}
