import { Banner, BlockStack, Button, Checkbox, InlineStack, Modal, Text } from '@shopify/polaris'
import { useState } from 'react'
import { holdOn, LAWS, type LawId, RECORD_KINDS, retentionOf } from '../../accounts/retention.ts'
import { Moment } from '../moment.tsx'
import { useT } from '../words.tsx'
import { Section, useSaving } from './section.tsx'
import type { SettingsData } from './settings-page.tsx'

/** Which laws oblige the shop to keep records of those it has identified, and what follows from it for each kind of record (F03). */
export function HoldsSection({ data }: { data: SettingsData }) {
  const t = useT()
  const { settings, sealedByDefault, mayChange, mayUnseal, now } = data
  const saving = useSaving('settings.holds.saved')
  const [laws, setLaws] = useState<readonly LawId[]>(settings.holds ?? LAWS)
  const [asked, setAsked] = useState(false)
  const chosen = LAWS.filter((law) => laws.includes(law))
  const save = () => {
    setAsked(false)
    saving.save({ section: 'holds', ...Object.fromEntries(chosen.map((law) => [`law.${law}`, 'on'])) })
  }
  return (
    <Section
      title={t('settings.holds.title')}
      help={t('settings.holds.help')}
      saving={saving}
      dirty={settings.holds === null || chosen.join() !== settings.holds.join()}
      onSave={mayChange ? () => (chosen.length === 0 ? setAsked(true) : save()) : null}
    >
      <Standing data={data} />
      <BlockStack gap="200">
        {LAWS.map((law) => (
          <Checkbox
            key={law}
            label={t('settings.holds.lawAndYears', { law: t(`holds.law.${law}`), years: retentionOf(law, now)?.years ?? 0 })}
            helpText={`${t(`settings.holds.about.${law}`)} (${retentionOf(law, now)?.source ?? ''})`}
            checked={laws.includes(law)}
            onChange={(on) => setLaws(on ? [...laws, law] : laws.filter((each) => each !== law))}
            disabled={!mayChange}
          />
        ))}
      </BlockStack>
      <Effects laws={chosen} now={now} />
      {sealedByDefault > 0 && (
        <Text as="p" tone="caution">
          {t('settings.holds.byDefault', { count: sealedByDefault })}
        </Text>
      )}
      <Text as="p" tone="subdued" variant="bodySm">
        {t('settings.holds.confirm')}
      </Text>
      {mayUnseal && (
        <InlineStack>
          <Button url="/app/holds" variant="plain">
            {t('holds.open')}
          </Button>
        </InlineStack>
      )}
      <Modal
        open={asked}
        onClose={() => setAsked(false)}
        title={t('settings.holds.noneTitle')}
        primaryAction={{ content: t('settings.holds.noneAction'), destructive: true, onAction: save }}
        secondaryActions={[{ content: t('common.cancel'), onAction: () => setAsked(false) }]}
      >
        <Modal.Section>
          <BlockStack gap="200">
            <Text as="p">{t('settings.holds.noneText')}</Text>
            {sealedByDefault > 0 && <Text as="p">{t('settings.holds.noneErases', { count: sealedByDefault })}</Text>}
          </BlockStack>
        </Modal.Section>
      </Modal>
    </Section>
  )
}

/** Whether and by whom it was said. */
function Standing({ data: { settings, staff } }: { data: SettingsData }) {
  const t = useT()
  const { holds, holdsSet } = settings
  if (holds === null) {
    return (
      <Banner tone="warning">
        <p>{t('settings.holds.unset')}</p>
      </Banner>
    )
  }
  if (!holdsSet) return null
  const member = staff.find(({ id }) => id.toString() === holdsSet.by)
  return (
    <Text as="p" tone="subdued">
      {t('settings.holds.setBy', { name: member?.name || holdsSet.by })} · <Moment at={new Date(holdsSet.at)} />
    </Text>
  )
}

/** What becomes of each kind of record under the laws chosen. */
function Effects({ laws, now }: { laws: readonly LawId[]; now: Date }) {
  const t = useT()
  return (
    <dl className="sekisho-effects">
      {RECORD_KINDS.map((kind) => {
        const hold = holdOn(kind, now, laws)
        return (
          <div key={kind}>
            <dt>{t(`holds.kind.${kind}`)}</dt>
            <dd>{hold ? t('settings.holds.kept', { years: hold.years, law: t(`holds.law.${hold.law}`) }) : t('settings.holds.erased')}</dd>
          </div>
        )
      })}
    </dl>
  )
}
