// The manual a second time, for the oracle: nothing here comes from app/kyc.

/** The row, as far as the oracle looks at it. */
export interface CaseFacts {
  readonly party: string
  readonly identity: string
  readonly corporate: string
  readonly payout: boolean
  readonly verified: boolean
  readonly frozen: boolean
  readonly refused: boolean
}

// ①開設 ①前 ②本人 ②法人 ②口座 ③本人 ③法人, in both wordings that the histories use.
const LABELS: Readonly<Record<string, readonly [string, string]>> = {
  opened: ['①アカウント開設済', '①帳號已開通'],
  before: ['①本人確認前', '①尚未驗證身分'],
  papers: ['②本人確認書類提出中', '②身分文件審核中'],
  company: ['②法人確認書類提出中', '②公司文件審核中'],
  account: ['②受取口座登録済', '②收款帳戶已登錄'],
  person: ['③本人確認済', '③身分已驗證'],
  corporation: ['③法人確認済', '③公司已驗證'],
}
export const LABEL_NAMES: readonly string[] = Object.keys(LABELS)
const NAME_OF = new Map(Object.entries(LABELS).flatMap(([name, texts]) => texts.map((text) => [text, name] as const)))

/** Which of the manual's labels a tag is; undefined: not ours. */
export const labelOf = (tag: string): string | undefined => NAME_OF.get(tag)

/** A label's text; 0 the manual's, 1 the one the shop changes to. */
export const textOf = (name: string, wording: 0 | 1): string => LABELS[name]?.[wording] ?? name

/** What the manual wants a customer to show. */
export function labelsFor(of: CaseFacts): readonly string[] {
  const corporation = of.party === 'corporation'
  return [
    'opened',
    ...(of.verified ? ['person', ...(corporation ? ['corporation'] : [])] : ['before']),
    ...(of.identity === 'submitted' ? ['papers'] : []),
    ...(corporation && of.corporate === 'submitted' ? ['company'] : []),
    ...(of.payout ? ['account'] : []),
  ]
}

const handedIn = (state: string): boolean => state === 'submitted' || state === 'accepted'
/** Every required paper was handed in (X1). */
export const papersComplete = (of: CaseFacts): boolean =>
  of.party === 'individual' ? handedIn(of.identity) : of.party === 'corporation' && handedIn(of.identity) && handedIn(of.corporate)
