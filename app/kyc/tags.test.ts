import { describe, expect, test } from 'vitest'
import { EVERY_CASE } from '../../tests/harness/every-case.ts'
import { type Case, NEW_CASE } from './case.ts'
import { LABEL_KEYS, PRESETS, project, readLabels, tagChanges, type Wording, wordingFaults } from './tags.ts'

const shown = (of: Partial<Case>): string => {
  const { labels, metafield } = project({ ...NEW_CASE, ...of })
  return `${labels
    .map((key) => PRESETS.ja[key])
    .sort()
    .join(' ')} ${metafield ? 'ON' : 'OFF'}`
}

// From the manual: what stands on the customer page at each stage.
describe('C01 the labels of each stage', () => {
  test('A02 D01 registered: ①アカウント開設済 and ①本人確認前, locked', () => {
    expect(shown({})).toBe('①アカウント開設済 ①本人確認前 OFF')
  })

  test('B03 C02 identity handed in: ②本人確認書類提出中 comes beside ①本人確認前', () => {
    expect(shown({ party: 'individual', identity: 'submitted' })).toBe('①アカウント開設済 ①本人確認前 ②本人確認書類提出中 OFF')
  })

  test('B04 C03 a corporation hands in both: ②法人確認書類提出中 too', () => {
    expect(shown({ party: 'corporation', identity: 'submitted', corporate: 'submitted' })).toBe(
      '①アカウント開設済 ①本人確認前 ②本人確認書類提出中 ②法人確認書類提出中 OFF',
    )
  })

  test('C03 ②法人確認書類提出中 is for corporations only', () => {
    expect(shown({ party: 'individual', corporate: 'submitted' })).toBe('①アカウント開設済 ①本人確認前 OFF')
  })

  test('C04 C05 C10 C15 an individual verified with a payout account: ① and ②受取口座登録済 stay, ③本人確認済 comes', () => {
    expect(shown({ party: 'individual', identity: 'accepted', verified: true, payout: true })).toBe(
      '①アカウント開設済 ②受取口座登録済 ③本人確認済 ON',
    )
  })

  test('C06 C15 a corporation verified: ③法人確認済 beside ③本人確認済', () => {
    expect(shown({ party: 'corporation', identity: 'accepted', corporate: 'accepted', verified: true })).toBe(
      '①アカウント開設済 ③本人確認済 ③法人確認済 ON',
    )
  })

  test('C05 a renewal shows ② again and stays open', () => {
    expect(shown({ party: 'individual', identity: 'submitted', verified: true })).toBe(
      '①アカウント開設済 ②本人確認書類提出中 ③本人確認済 ON',
    )
  })

  test('D04 frozen: the labels stay, the metafield is off', () => {
    expect(shown({ party: 'individual', identity: 'accepted', verified: true, frozen: true })).toBe('①アカウント開設済 ③本人確認済 OFF')
  })

  test('C18 returned, refused: locked, back to ①本人確認前', () => {
    expect(shown({ party: 'individual', identity: 'returned', refused: true })).toBe('①アカウント開設済 ①本人確認前 OFF')
  })
})

describe('C01 the numbers are the order of the stages', () => {
  const STAGE: Record<string, number> = { '①': 1, '②': 2, '③': 3 }
  const numberOf = (key: (typeof LABEL_KEYS)[number], wording: Wording) => STAGE[wording[key][0] ?? ''] ?? 0

  test.each(Object.entries(PRESETS))('C01 %s: opened and not verified are ①, papers and payout ②, verified ③', (_, wording) => {
    expect(LABEL_KEYS.map((key) => numberOf(key, wording))).toEqual([1, 1, 2, 2, 2, 3, 3])
  })

  test('C01 nobody stands at ③ before the approval, nor at ①本人確認前 after it, in any case that can be written down', () => {
    for (const of of EVERY_CASE) {
      const { labels } = project(of)
      expect(labels[0], JSON.stringify(of)).toBe('opened')
      expect(labels.includes('unverified'), JSON.stringify(of)).toBe(!of.verified)
      expect(labels.includes('verified'), JSON.stringify(of)).toBe(of.verified)
      const stages = labels.map((key) => numberOf(key, PRESETS.ja))
      expect(stages, JSON.stringify(of)).toEqual([...stages].sort())
    }
  })
})

describe('reading tags', () => {
  test('C24 only our labels are read; 要注意 and everything else is not ours', () => {
    expect(readLabels(['要注意', '①本人確認前', 'VIP', '③本人確認済み'], PRESETS.ja, null)).toEqual({
      labels: ['unverified'],
      otherWording: [],
    })
  })

  test('texts compare as Shopify compares them: trimmed, without regard to case', () => {
    expect(readLabels([' ① ACCOUNT OPENED '], PRESETS.en, null).labels).toEqual(['opened'])
  })

  test('while a wording changes both are ours, and the earlier one is told apart', () => {
    const tags = ['①本人確認前', '③身分已驗證']
    expect(readLabels(tags, PRESETS['zh-Hant'], PRESETS.ja)).toEqual({ labels: ['verified'], otherWording: ['unverified'] })
  })

  test('a change of letter case alone is the same wording', () => {
    const loud: Wording = { ...PRESETS.en, opened: '① ACCOUNT OPENED' }
    expect(readLabels(['① Account opened'], loud, PRESETS.en)).toEqual({ labels: ['opened'], otherWording: [] })
  })
})

describe('writing tags', () => {
  const writes = { tagsToAdd: ['verified'], tagsToRemove: ['unverified'], tagsToReword: ['opened'], metafield: null } as const

  test('C07 keys become texts of the wording in use', () => {
    expect(tagChanges({ ...writes, tagsToReword: [] }, PRESETS.ja, null)).toEqual({ remove: ['①本人確認前'], add: ['③本人確認済'] })
  })

  test('a change of wording removes the earlier text of what goes and of what is reworded', () => {
    expect(tagChanges(writes, PRESETS['zh-Hant'], PRESETS.ja)).toEqual({
      remove: ['①尚未驗證身分', '①本人確認前', '①アカウント開設済'],
      add: ['③身分已驗證'],
    })
  })
})

describe('a wording of the shop', () => {
  test.each(Object.entries(PRESETS))('the preset %s may be used, and replaces every other', (_, preset) => {
    expect(wordingFaults(preset, null)).toEqual([])
    for (const other of Object.values(PRESETS)) expect(other === preset ? [] : wordingFaults(preset, other)).toEqual([])
    expect(Object.keys(preset)).toEqual(LABEL_KEYS)
  })

  test.each([
    ['empty', '  ', [{ code: 'empty', label: 'payout' }]],
    ['a comma', 'one,two', [{ code: 'comma', label: 'payout' }]],
    ['256 characters', 'あ'.repeat(256), [{ code: 'too-long', label: 'payout', charactersMax: 255 }]],
    ['another label in other letters', ' ③ identity VERIFIED ', [{ code: 'same-as', label: 'verified', other: 'payout' }]],
  ])('is refused with %s', (_, text, faults) => {
    expect(wordingFaults({ ...PRESETS.en, payout: text }, null)).toEqual(faults)
  })

  test('255 characters are taken', () => {
    expect(wordingFaults({ ...PRESETS.en, payout: 'あ'.repeat(255) }, null)).toEqual([])
  })

  test('may not take over a text that another label had', () => {
    const moved = { ...PRESETS.en, payout: '② On file', opened: '② Payout account on file' }
    expect(wordingFaults(moved, PRESETS.en)).toEqual([{ code: 'same-as', label: 'opened', other: 'payout' }])
  })
})
