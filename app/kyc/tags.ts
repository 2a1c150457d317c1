import type { Case, LabelKey } from './case.ts'
import type { Reading, Writes } from './protocol.ts'

export const LABEL_KEYS: readonly LabelKey[] = [
  'opened',
  'unverified',
  'identity-submitted',
  'corporate-submitted',
  'payout',
  'verified',
  'corporate-verified',
]

/** One text per label: a setting of the shop. */
export type Wording = Readonly<Record<LabelKey, string>>

/** The manual's labels (ja) and their presets in the other languages. */
export const PRESETS = {
  ja: {
    opened: '①アカウント開設済',
    unverified: '①本人確認前',
    'identity-submitted': '②本人確認書類提出中',
    'corporate-submitted': '②法人確認書類提出中',
    payout: '②受取口座登録済',
    verified: '③本人確認済',
    'corporate-verified': '③法人確認済',
  },
  'zh-Hant': {
    opened: '①帳號已開通',
    unverified: '①尚未驗證身分',
    'identity-submitted': '②身分文件審核中',
    'corporate-submitted': '②公司文件審核中',
    payout: '②收款帳戶已登錄',
    verified: '③身分已驗證',
    'corporate-verified': '③公司已驗證',
  },
  'zh-Hans': {
    opened: '①账号已开通',
    unverified: '①尚未验证身份',
    'identity-submitted': '②身份文件审核中',
    'corporate-submitted': '②企业文件审核中',
    payout: '②收款账户已登记',
    verified: '③身份已验证',
    'corporate-verified': '③企业已验证',
  },
  en: {
    opened: '① Account opened',
    unverified: '① Not yet verified',
    'identity-submitted': '② Identity documents in review',
    'corporate-submitted': '② Company documents in review',
    payout: '② Payout account on file',
    verified: '③ Identity verified',
    'corporate-verified': '③ Company verified',
  },
} as const satisfies Record<string, Wording>

/** What the store must show for a case. A missing or blank metafield locks as false does, and may stay (D01). */
export interface Projection {
  readonly labels: readonly LabelKey[]
  readonly metafield: boolean
}

/** The projection of a case (C02–C06, C10, D01). */
export function project(of: Case): Projection {
  const corporation = of.party === 'corporation'
  const labels: LabelKey[] = ['opened']
  if (!of.verified) labels.push('unverified')
  if (of.identity === 'submitted') labels.push('identity-submitted')
  if (corporation && of.corporate === 'submitted') labels.push('corporate-submitted')
  if (of.payout) labels.push('payout')
  if (of.verified) labels.push('verified')
  if (of.verified && corporation) labels.push('corporate-verified')
  return { labels, metafield: of.verified && !of.frozen }
}

// Shopify trims tags and compares them without regard to case (recorded). Folding of full-width letters is not documented: none is done.
export const compared = (text: string): string => text.trim().toLowerCase()

/** Which of a customer's tags are labels of ours, in the wording in use and in an earlier one; all other tags are not ours. */
export function readLabels(tags: readonly string[], wording: Wording, earlier: Wording | null): Pick<Reading, 'labels' | 'otherWording'> {
  const shown = new Set(tags.map(compared))
  const labels = LABEL_KEYS.filter((key) => shown.has(compared(wording[key])))
  const otherWording = earlier ? LABEL_KEYS.filter((key) => reworded(key, wording, earlier) && shown.has(compared(earlier[key]))) : []
  return { labels, otherWording }
}

/** The texts for tagsRemove and tagsAdd. Removing a tag that is not there succeeds silently (recorded), so both wordings are named. */
export function tagChanges(
  writes: Writes,
  wording: Wording,
  earlier: Wording | null,
): { readonly remove: readonly string[]; readonly add: readonly string[] } {
  const old = earlier ? [...writes.tagsToRemove, ...writes.tagsToReword].filter((key) => reworded(key, wording, earlier)) : []
  return {
    remove: [...writes.tagsToRemove.map((key) => wording[key]), ...(earlier ? old.map((key) => earlier[key]) : [])],
    add: writes.tagsToAdd.map((key) => wording[key]),
  }
}

/** Whether a label has another text in one wording than in the other, as Shopify compares tags. */
export const reworded = (key: LabelKey, wording: Wording, earlier: Wording): boolean => compared(wording[key]) !== compared(earlier[key])

const CHARACTERS_MAX = 255

export type WordingFault =
  | { readonly code: 'empty'; readonly label: LabelKey }
  | { readonly code: 'comma'; readonly label: LabelKey }
  | { readonly code: 'too-long'; readonly label: LabelKey; readonly charactersMax: number }
  | { readonly code: 'same-as'; readonly label: LabelKey; readonly other: LabelKey }

/**
 * What is wrong with a wording; empty when it may be used. `earlier`: the wording it replaces, which stays ours while the change
 * runs, so a text may not move from one label to another.
 */
export function wordingFaults(wording: Wording, earlier: Wording | null): readonly WordingFault[] {
  return LABEL_KEYS.flatMap((label, at): WordingFault[] => {
    const text = compared(wording[label])
    const other =
      LABEL_KEYS.find((key, before) => before < at && compared(wording[key]) === text) ??
      LABEL_KEYS.find((key) => key !== label && earlier !== null && compared(earlier[key]) === text)
    return [
      ...(text === '' ? [{ code: 'empty' as const, label }] : []),
      // A comma separates tags: Shopify would make two of one.
      ...(text.includes(',') ? [{ code: 'comma' as const, label }] : []),
      ...([...text].length > CHARACTERS_MAX ? [{ code: 'too-long' as const, label, charactersMax: CHARACTERS_MAX }] : []),
      ...(other ? [{ code: 'same-as' as const, label, other }] : []),
    ]
  })
}
