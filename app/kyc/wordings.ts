import type { Settings } from '../staff/settings.ts'
import type { Wordings } from './store.server.ts'
import { PRESETS } from './tags.ts'

/** The wordings that a shop's settings mean: its own words over the preset of its language. */
export function wordingsOf({ language, labels, earlierLabels }: Pick<Settings, 'language' | 'labels' | 'earlierLabels'>): Wordings {
  return { wording: { ...PRESETS[language], ...labels }, earlier: earlierLabels }
}
