import { createHash } from 'node:crypto'
import { HANDLE, SHOP, type Stage } from './stage.ts'

export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A door said no, for good. */
export class Refused extends Error {
  override name = 'Refused'
  readonly status: number
  constructor(status: number, text: string) {
    super(`${status} ${text.slice(0, 200)}`)
    this.status = status
  }
}

/** No answer, or one that promises nothing: it may have happened. */
export class Unanswered extends Error {
  override name = 'Unanswered'
}

const PATIENCE_MS = 15_000

async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS), ...init }).catch((error: Error) => {
    throw new Unanswered(`${url}: ${error.message}`)
  })
  if (answer.status >= 500) throw new Unanswered(`${url}: ${answer.status}`)
  if (answer.status >= 400) throw new Refused(answer.status, await answer.text().catch(() => ''))
  return answer
}

/** The body of an answer, whole; a connection that breaks within it is no answer. */
const whole = <Body>(body: Promise<Body>): Promise<Body> =>
  body.catch((error: Error) => {
    throw new Unanswered(error.message)
  })

// Shopify's library turns away what calls itself no browser.
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36'
const JSON_TYPE = { 'Content-Type': 'application/json' }

/** The levers and acts of the dev store, which is not killed. */
export async function lever<Answer>(stage: Stage, method: 'GET' | 'POST', name: string, body?: object): Promise<Answer> {
  const answer = await fetch(`${stage.store}/__dev/${name}`, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: JSON_TYPE } : {}),
  })
  const value = (await answer.json()) as Answer
  if (!answer.ok) throw new Refused(answer.status, JSON.stringify(value))
  return value
}

/** A question to the Admin API, as anybody's who has a token. */
export async function askStore<Data>(stage: Stage, query: string, variables: object): Promise<Data> {
  const answer = await fetch(`${stage.store}/admin/api/2026-07/graphql.json`, {
    method: 'POST',
    headers: { ...JSON_TYPE, 'X-Shopify-Access-Token': 'shpat_recordings' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = (await answer.json()) as { data: Data; errors?: unknown }
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}

/** A customer's browser on the upload page. */
export class Visit {
  private readonly stage: Stage
  private readonly customer: number
  private headers: Record<string, string> = {}
  /** The notice that the page shows. */
  notice = 0

  constructor(stage: Stage, customer: number) {
    this.stage = stage
    this.customer = customer
  }

  /** From the account page to the upload page: ticket, session, page. */
  async enter(): Promise<void> {
    const { app } = this.stage
    const { token } = await lever<{ token: string }>(this.stage, 'GET', `customer-token?customer=${this.customer}`)
    const ticket = await ask(`${app}/customer/ticket`, { method: 'POST', headers: { Authorization: `Bearer ${token}` } })
    const { url } = (await whole(ticket.json())) as { url: string }
    const entered = await ask(`${app}/customer/enter`, { method: 'POST', headers: { Origin: app }, body: url.split('#')[1] ?? '' })
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? ''
    const page = await ask(`${app}/customer/case`, { headers: { Cookie: cookie } })
    const html = await whole(page.text())
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
    this.notice = Number(hidden('version') || 1)
    this.headers = { Cookie: cookie, Origin: app, 'X-Sekisho-Case': hidden('case') }
  }

  /** One act of the page; the view that it answers. */
  async act(body: object): Promise<{ standing: unknown; files: { id: string; sent: boolean }[] }> {
    const answer = await ask(`${this.stage.app}/customer/do`, {
      method: 'POST',
      headers: { ...this.headers, ...JSON_TYPE },
      body: JSON.stringify(body),
    })
    const { view } = (await whole(answer.json())) as { view: { standing: unknown; files: { id: string; sent: boolean }[] } }
    return view
  }

  /** Hands a file in; its id when it was taken. */
  async upload(part: string, kind: string, upload: string, bytes: Buffer): Promise<string> {
    const query = new URLSearchParams({ part, kind, upload })
    const answer = await ask(`${this.stage.app}/customer/documents?${query}`, {
      method: 'POST',
      headers: { ...this.headers, 'Content-Type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    })
    const { file } = (await whole(answer.json())) as { file: { id: string } }
    return file.id
  }
}

/** A member of staff in the app, inside Shopify's admin. */
export class Reviewer {
  private readonly stage: Stage

  constructor(stage: Stage) {
    this.stage = stage
  }

  private async headers(): Promise<Record<string, string>> {
    const { token } = await lever<{ token: string }>(this.stage, 'GET', 'session-token?staff=9001')
    return { Authorization: `Bearer ${token}`, 'User-Agent': BROWSER, Origin: this.stage.app }
  }

  /** Posts what the case page posts. Resolves only when the app has said that it is done. */
  async decide(customer: number, version: number, decision: Readonly<Record<string, string>>): Promise<void> {
    const query = new URLSearchParams({ embedded: '1', shop: SHOP, host: btoa(`admin.shopify.com/store/${HANDLE}`).replace(/=+$/, '') })
    const answer = await ask(`${this.stage.app}/app/cases/${customer}.data?${query}`, {
      method: 'POST',
      headers: await this.headers(),
      body: new URLSearchParams({ version: String(version), ...decision }),
    })
    await whole(answer.text())
    if (answer.status !== 200) throw new Refused(answer.status, 'no answer of an action')
  }

  /** The bytes of a document as the reviewer's browser gets them. */
  async document(id: string): Promise<Buffer> {
    const answer = await ask(`${this.stage.app}/app/documents/${id}?download`, { headers: await this.headers() })
    return Buffer.from(await whole(answer.arrayBuffer()))
  }
}
