import { Banner, BlockStack, Button, InlineStack, Layout } from '@shopify/polaris'
import type { SegmentShown } from '../../desk/segments.server.ts'
import type { LabelKey } from '../../kyc/case.ts'
import type { NoticeInUse } from '../../kyc/notices.server.ts'
import type { Reason } from '../../kyc/return-reasons.ts'
import type { Wording } from '../../kyc/tags.ts'
import type { Method } from '../../methods/methods.ts'
import type { Language } from '../../platform/i18n/languages.ts'
import type { StaffMember } from '../../staff/members.server.ts'
import type { Settings } from '../../staff/settings.ts'
import { Screen } from '../screen.tsx'
import { useT } from '../words.tsx'
import { ByHandSection } from './by-hand-section.tsx'
import { ChangesSection } from './changes-section.tsx'
import { DeskSection, SegmentsSection } from './desk-section.tsx'
import { ExpirySection } from './expiry-section.tsx'
import { HoldsSection } from './holds-section.tsx'
import { LabelsSection } from './labels-section.tsx'
import { LanguageSection } from './language-section.tsx'
import { LedgerSection } from './ledger-section.tsx'
import { MethodsSection } from './methods-section.tsx'
import { NoticeSection } from './notice-section.tsx'
import { NoticesSection } from './notices-section.tsx'
import { PayoutSection } from './payout-section.tsx'
import { ReasonsSection } from './reasons-section.tsx'
import { SecondSection } from './second-section.tsx'
import { StaffSection } from './staff-section.tsx'

export interface SettingsData {
  readonly settings: Settings
  readonly wording: Wording
  /** A change of wording still runs. */
  readonly rewording: boolean
  /** How many customers show each label. */
  readonly labelCounts: Readonly<Record<LabelKey, number>>
  readonly presets: Readonly<Record<Language, Wording>>
  readonly notice: NoticeInUse
  /** The tag of watched customers, and the segments in the store. */
  readonly watchTag: string
  readonly segments: readonly SegmentShown[]
  readonly staff: readonly (StaffMember & { readonly seenAt: Date })[]
  readonly me: bigint
  /** The legal methods that a store can choose from, and the law's day. */
  readonly methods: { readonly list: readonly Method[]; readonly version: string; readonly today: string }
  /** Why papers are returned. */
  readonly reasons: readonly Reason[]
  readonly mayChange: boolean
  /** Records that are sealed only because nobody has said which laws apply. */
  readonly sealedByDefault: number
  readonly mayUnseal: boolean
  readonly now: Date
}

/** What the owner decides for the shop. Everybody may look. */
export function SettingsPage({ data }: { data: SettingsData }) {
  const t = useT()
  return (
    <Screen title={t('settings.title')}>
      <BlockStack gap="400">
        {!data.mayChange && (
          <Banner tone="info">
            <p>{t('common.ownersOnly')}</p>
          </Banner>
        )}
        <Layout>
          <NoticesSection data={data} />
          <LanguageSection data={data} />
          <NoticeSection data={data} />
          <LabelsSection data={data} />
          <MethodsSection data={data} />
          <ByHandSection data={data} />
          <SecondSection data={data} />
          <ReasonsSection data={data} />
          <ExpirySection data={data} />
          <ChangesSection data={data} />
          <DeskSection data={data} />
          <SegmentsSection data={data} />
          <PayoutSection data={data} />
          <LedgerSection data={data} />
          {data.mayChange && <HoldsSection data={data} />}
          <StaffSection data={data} />
        </Layout>
        {data.mayChange && (
          <InlineStack align="end">
            <Button url="/app/status" variant="plain">
              {t('status.open')}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Screen>
  )
}
