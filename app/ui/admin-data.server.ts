import polarisEn from '@shopify/polaris/locales/en.json' with { type: 'json' }
import polarisJa from '@shopify/polaris/locales/ja.json' with { type: 'json' }
import polarisZhHans from '@shopify/polaris/locales/zh-CN.json' with { type: 'json' }
import polarisZhHant from '@shopify/polaris/locales/zh-TW.json' with { type: 'json' }
import type { Staff } from '../doors/staff.server.ts'
import { factsOf } from '../staff/facts-read.server.ts'
import { actsOf } from '../staff/roles.ts'
import type { AdminData } from './admin-frame.tsx'
import { ADMIN_MESSAGES } from './messages.ts'

const POLARIS = { ja: polarisJa, 'zh-Hant': polarisZhHant, 'zh-Hans': polarisZhHans, en: polarisEn }

/** What every admin screen needs, in the language of the member who asks. */
export async function adminData({ world, shop, member, language }: Staff): Promise<AdminData> {
  const { timezone } = await factsOf(world, shop)
  const { apiKey, appBridgeUrl } = world.config
  const acts = actsOf(member.role)
  return { apiKey, appBridgeUrl, language, timezone, acts, messages: ADMIN_MESSAGES[language], polaris: POLARIS[language] }
}
