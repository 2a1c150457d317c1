import { useSearchParams } from '@remix-run/react'
import { Banner, BlockStack, Box, Button, InlineStack, Layout, Tabs } from '@shopify/polaris'
import { type ReactNode, useState } from 'react'
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

type SectionOf = (props: { data: SettingsData }) => ReactNode

/** Of the laws that hold records, owners decide and nobody else need know. */
const OwnersHolds: SectionOf = ({ data }) => data.mayChange && <HoldsSection data={data} />

/** What belongs together, in the order in which a new store needs it. */
const GROUPS = {
  shop: { notices: NoticesSection, language: LanguageSection, staff: StaffSection },
  review: {
    methods: MethodsSection,
    byHand: ByHandSection,
    second: SecondSection,
    reasons: ReasonsSection,
    expiry: ExpirySection,
    changes: ChangesSection,
  },
  customers: { notice: NoticeSection, labels: LabelsSection },
  desk: { desk: DeskSection, segments: SegmentsSection },
  dealings: { payout: PayoutSection, ledger: LedgerSection, holds: OwnersHolds },
} as const satisfies Record<string, Record<string, SectionOf>>

const NAMES = Object.keys(GROUPS) as (keyof typeof GROUPS)[]

/** What the owner decides for the shop. Everybody may look. `?group=` opens one of the groups. */
export function SettingsPage({ data }: { data: SettingsData }) {
  const t = useT()
  const [asked] = useSearchParams()
  const [shown, show] = useState(Math.max(0, (NAMES as readonly string[]).indexOf(asked.get('group') ?? '')))
  const tabs = NAMES.map((name) => ({ id: `group-${name}`, content: t(`settings.groups.${name}`), panelID: `sections-${name}` }))
  return (
    <Screen title={t('settings.title')}>
      <BlockStack gap="400">
        {!data.mayChange && (
          <Banner tone="info">
            <p>{t('common.ownersOnly')}</p>
          </Banner>
        )}
        <Tabs tabs={tabs} selected={shown} onSelect={show} />
        {/* All of them stay: what somebody has typed and not saved is there when they come back. */}
        {NAMES.map((name, index) => (
          <div key={name} id={`sections-${name}`} hidden={index !== shown}>
            <Layout>
              {Object.entries<SectionOf>(GROUPS[name]).map(([key, Section]) => (
                <Section key={key} data={data} />
              ))}
            </Layout>
          </div>
        ))}
        {data.mayChange && (
          <Box paddingInline={{ xs: '400', sm: '0' }}>
            <InlineStack align="end">
              <Button url="/app/status" variant="plain">
                {t('status.open')}
              </Button>
            </InlineStack>
          </Box>
        )}
      </BlockStack>
    </Screen>
  )
}
