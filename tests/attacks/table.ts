import type { Act } from '../../app/staff/roles.ts'

/** Whom the attacks are after: a customer of the attacked shop, with everything that a person leaves behind. */
export interface Victim {
  readonly customer: bigint
  readonly version: number
  readonly document: string
  readonly task: string
  readonly held: string
  readonly mail: string
  /** The payout account in force. */
  readonly account: string
  readonly order: string
  /** What nobody else may read, by where it stands. */
  readonly secrets: {
    readonly name: string
    readonly occupation: string
    readonly note: string
    readonly reason: string
    readonly holder: string
    /** Of the account: whole only for who opens it on record. */
    readonly number: string
  }
}

/** What a request asks for. `form`: posted as a form; `json`: as JSON; `bytes`: as a file. */
export interface Asked {
  readonly path: string
  readonly form?: Readonly<Record<string, string>>
  readonly json?: object
  readonly bytes?: Uint8Array<ArrayBuffer>
  readonly text?: string
}

/**
 * One row for each method of each route. `door`: who is let in. `needs`: the right that a member of staff must have (null: none but being
 * staff). `answers`: the statuses that whoever is right may get. `shows`: what of the victim's the right one reads in the answer, and nobody else.
 * `data`: the route draws a page, so its data can be fetched alone.
 */
export interface Row {
  readonly route: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly door: 'staff' | 'customer' | 'extension' | 'public'
  readonly needs?: Act | null
  readonly data?: boolean
  /** Posted, and changes nothing that another row is about. */
  readonly looks?: boolean
  readonly ask: (of: Victim) => Asked
  readonly answers: readonly number[]
  readonly shows?: readonly (keyof Victim['secrets'])[]
}

const page = (route: string, path: string | ((of: Victim) => string), needs: Act | null, shows: Row['shows'] = []): Row => ({
  route: `routes/${route}`,
  method: 'GET',
  door: 'staff',
  needs,
  data: true,
  ask: (of) => ({ path: typeof path === 'string' ? path : path(of) }),
  answers: [200],
  shows,
})

const post = (
  route: string,
  path: string | ((of: Victim) => string),
  needs: Act,
  form: (of: Victim) => Readonly<Record<string, string>>,
  answers: readonly number[] = [200],
): Row => ({
  route: `routes/${route}`,
  method: 'POST',
  door: 'staff',
  needs,
  data: true,
  ask: (of) => ({ path: typeof path === 'string' ? path : path(of), form: form(of) }),
  answers,
})

const ofCase = ({ customer }: Victim) => `/app/cases/${customer}`
const payoutOf = ({ customer }: Victim) => `/app/payout/${customer}`
const bare = (row: Row): Row => ({ ...row, data: false })

const STAFF: readonly Row[] = [
  page('app', '/app', null),
  page('app._index', '/app', null),
  page('app.cases._index', '/app/cases?view=all', 'see-cases', ['name']),
  page('app.cases.$customerId', ofCase, 'see-cases', ['name', 'reason', 'holder']),
  page('app.tasks', '/app/tasks', 'see-cases', ['name']),
  page('app.take-over', '/app/take-over', 'see-cases'),
  page('app.ledger', '/app/ledger', 'see-ledger'),
  page('app.ledger_.print', '/app/ledger/print', 'see-ledger'),
  bare(page('app.ledger_.csv', '/app/ledger/csv', 'see-ledger')),
  page('app.audit', '/app/audit', 'see-audit'),
  page('app.settings', '/app/settings', 'see-settings'),
  page('app.status', '/app/status', 'settings', ['name']),
  page('app.holds', '/app/holds', 'unseal'),
  bare({ ...page('app.cases.next', ({ customer }) => `/app/cases/next?view=waiting&after=${customer}`, 'see-cases'), answers: [200, 302] }),
  bare(page('app.documents.$id', ({ document }) => `/app/documents/${document}?page=1`, 'see-documents')),
  bare(page('app.documents.$id', ({ document }) => `/app/documents/${document}?thumbnail`, 'see-documents')),
  bare(page('app.documents.$id', ({ document }) => `/app/documents/${document}?download`, 'see-documents')),
  bare(post('app.held', '/app/held', 'unseal', ({ held }) => ({ id: held, reason: 'police' }))),
  bare(
    post(
      'app.cases.$customerId_.claim',
      (of) => `${ofCase(of)}/claim`,
      'decide',
      () => ({ act: 'claim' }),
    ),
  ),
  bare(
    post(
      'app.cases.$customerId_.checks',
      (of) => `${ofCase(of)}/checks`,
      'decide',
      () => ({ act: 'x' }),
      [200, 422],
    ),
  ),
  bare({
    ...post('app.payout.$customerId', payoutOf, 'see-documents', ({ account }) => ({ type: 'reveal', account })),
    shows: ['holder', 'number'],
    looks: true,
  }),
  post(
    'app.cases.$customerId_.contact',
    (of) => `${ofCase(of)}/contact`,
    'contact',
    () => ({ act: 'preview' }),
    [200, 422],
  ),
  post(
    'app.cases.$customerId_.watch',
    (of) => `${ofCase(of)}/watch`,
    'contact',
    () => ({ act: 'x' }),
    [200, 422],
  ),
  bare(page('app.reminder', '/app/reminder', 'contact')),
  post('app.reminder', '/app/reminder', 'contact', () => ({ id: '' }), [200, 409, 422]),
  post('app._index', '/app?index', 'decide', () => ({})),
  bare(
    post(
      'app.orders.$orderId',
      ({ order }) => `/app/orders/${order}`,
      'decide',
      () => ({ act: 'release', why: 'exception' }),
      [200, 404],
    ),
  ),
  post('app.tasks', '/app/tasks', 'decide', ({ task }) => ({ task })),
  post('app.settings', '/app/settings', 'settings', () => ({ section: 'language', language: 'en' })),
  post('app.status', '/app/status', 'settings', ({ mail }) => ({ type: 'mail-leave', mail })),
  post('app.take-over', '/app/take-over', 'take-over', () => ({ type: 'pause' }), [200, 409, 422]),
  post('app.cases._index', '/app/cases?index', 'decide', () => ({ act: 'save', name: 'x', list: '' }), [200, 422]),
  // Any version: whoever has no right must not learn whether it was the right one.
  post('app.cases.$customerId', ofCase, 'decide', () => ({ type: 'approve', version: '0' }), [409]),
  post('app.cases.$customerId', ofCase, 'freeze', () => ({ type: 'freeze', version: '0' }), [409]),
  post('app.cases.$customerId', ofCase, 'refuse', ({ version }) => ({ type: 'refuse', version: String(version) })),
  bare(post('app.payout.$customerId', payoutOf, 'decide', ({ account }) => ({ type: 'accept-holder', account, privateNote: 'x' }))),
  bare(post('app.payout.$customerId', payoutOf, 'decide', ({ account }) => ({ type: 'reject', account, publicText: 'x' }))),
]

const customers = (route: string, method: Row['method'], ask: Row['ask'], answers: readonly number[] = [200]): Row => ({
  route: `routes/${route}`,
  method,
  door: 'customer',
  ask,
  answers,
})

const OTHER_ACCOUNT = {
  country: 'JP',
  bank: '0001',
  branch: '240',
  deposit: 'ordinary',
  number: '1',
  numberAgain: '1',
  holder: 'ベツ ジン',
}

const CUSTOMERS: readonly Row[] = [
  { ...customers('customer.case', 'GET', () => ({ path: '/customer/case' })), data: true, shows: ['occupation', 'reason'] },
  { ...customers('customer.case', 'POST', () => ({ path: '/customer/case', form: { act: 'send' } }), [200, 303, 422]), data: true },
  customers('customer.do', 'POST', () => ({ path: '/customer/do', json: { act: 'party', party: 'corporation' } }), [200, 409]),
  customers(
    'customer.documents',
    'POST',
    () => ({ path: '/customer/documents?part=identity&kind=passport&upload=a', bytes: new Uint8Array(9) }),
    [422, 409],
  ),
  customers('customer.documents_.$id', 'DELETE', ({ document }) => ({ path: `/customer/documents/${document}` }), [200, 404]),
  customers('customer.banks', 'GET', () => ({ path: '/customer/banks?q=1' })),
  { ...customers('customer.payout', 'POST', () => ({ path: '/customer/payout', json: { act: 'look' } })), shows: ['holder'], looks: true },
  // Asked last, of somebody who was refused by then.
  customers('customer.payout', 'POST', () => ({ path: '/customer/payout', json: { act: 'register', ...OTHER_ACCOUNT } }), [409]),
  customers('customer.payout', 'POST', () => ({ path: '/customer/payout', json: { act: 'remove' } }), [409]),
  customers('customer.handoff', 'POST', () => ({ path: '/customer/handoff' })),
  { ...customers('customer.status', 'GET', () => ({ path: '/customer/status' })), door: 'extension', shows: ['reason'] },
  { ...customers('customer.ticket', 'POST', () => ({ path: '/customer/ticket' })), door: 'extension' },
  // Methods that are not served: they say so to everybody.
  ...['customer.do', 'customer.documents', 'customer.handoff', 'customer.payout'].map((route) =>
    open(route, 'GET', `/${route.replaceAll('.', '/')}`, [405]),
  ),
  customers('customer.documents_.$id', 'GET', ({ document }) => ({ path: `/customer/documents/${document}` }), [200, 404]),
  open('customer.ticket', 'GET', '/customer/ticket', [405]),
]

function open(
  route: string,
  method: Row['method'],
  path: string | ((of: Victim) => string),
  answers: readonly number[],
  text?: string,
): Row {
  const ask = (of: Victim): Asked => ({ path: typeof path === 'string' ? path : path(of), ...(text === undefined ? {} : { text }) })
  return { route: `routes/${route}`, method, door: 'public', ask, answers }
}

const OPEN: readonly Row[] = [
  open('_index', 'GET', '/', [302]),
  open('auth.login', 'GET', '/auth/login', [200]),
  // Shopify's library: bounces whoever brings no token, and knows nothing of customers.
  open('auth.$', 'GET', '/auth/session-token', [200, 302, 400, 401, 404, 410, 500]),
  open('customer.enter', 'GET', '/customer/enter', [200]),
  open('customer.enter', 'POST', '/customer/enter', [410], 'sekisho-demo.ja.x'),
  open('customer.over', 'GET', '/customer/over', [200]),
]

/** Every method of every route of the app: routes.test.ts fails for one that has no row here. */
export const TABLE: readonly Row[] = [...STAFF, ...CUSTOMERS, ...OPEN]
