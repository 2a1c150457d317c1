import { BlockStack, Card, SkeletonBodyText, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'
import type { IdentityField } from '../../kyc/changes.ts'
import type { Person } from '../../kyc/people.server.ts'
import type { VerifiedThen } from '../../kyc/verified-then.server.ts'
import { languageOf } from '../../platform/i18n/languages.ts'
import { yearsOld } from '../age.ts'
import { useArrived } from '../arrived.ts'
import { useDates, useT, useWords } from '../words.tsx'
import type { CaseData } from './case-page.tsx'

/** What the customer entered: name, address and phone from the store (A08), birth date and occupation from us; and what is missing (B05). */
export function Entries({ data, person }: { data: CaseData; person: Known }) {
  const t = useT()
  const { missing, row } = data
  const was = useArrived(data.was)
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('case.entries')}
        </Text>
        <dl className="sekisho-entries">
          <Identity person={person} data={data} was={was} />
          <Entry name={t('case.party')}>{t(`party.${row.case.party}`)}</Entry>
          <Contact person={person} was={was} />
        </dl>
        {missing.length > 0 && (
          <div className="sekisho-missing">
            <Text as="h3" variant="headingSm">
              {t('case.missing')}
            </Text>
            <ul>
              {missing.map((each) => (
                <li key={each}>{t(`missing.${each}`)}</li>
              ))}
            </ul>
            <Text as="p" tone="subdued" variant="bodySm">
              {t('case.missingText')}
            </Text>
          </div>
        )}
      </BlockStack>
    </Card>
  )
}

function Entry({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** What was approved, where it is something else today (decision 16). */
function Was({ was, field }: { was: VerifiedThen | null; field: IdentityField }) {
  const t = useT()
  const dates = useDates()
  const lines = was?.values[field]
  if (!was || !lines) return null
  const said = lines.length === 0 ? [t('rules.was.nothing')] : field === 'birthDate' ? lines.map(dates.day) : lines
  return (
    <div className="sekisho-was">
      <small suppressHydrationWarning>{t('rules.was.title', { date: dates.date(was.at) })}</small>
      {said.map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  )
}

type Known = Person | 'unread' | 'gone' | null

/** What is compared with the papers, in their order: name, birth date, address, occupation. */
function Identity({ person, data, was }: { person: Known; data: CaseData; was: VerifiedThen | null }) {
  const t = useT()
  if (person === null) return <SkeletonBodyText lines={4} />
  const known = typeof person === 'object' ? person : null
  const nothing = <Nothing person={person} />
  return (
    <>
      <Entry name={t('case.name')}>
        {known?.name ?? nothing}
        <Was was={was} field="name" />
      </Entry>
      {(known?.company || was?.values.company) && (
        <Entry name={t('case.company')}>
          {known?.company || nothing}
          <Was was={was} field="company" />
        </Entry>
      )}
      {data.may.seeDocuments && <BirthDate data={data} was={was} />}
      <Entry name={t('case.address')}>
        {known && known.address.length > 0 ? known.address.map((line) => <div key={line}>{line}</div>) : nothing}
        <Was was={was} field="address" />
      </Entry>
      {data.may.seeDocuments && <Entry name={t('case.occupation')}>{data.profile?.occupation || <Nothing person={null} />}</Entry>}
    </>
  )
}

function BirthDate({ data: { profile, now }, was }: { data: CaseData; was: VerifiedThen | null }) {
  const t = useT()
  const dates = useDates()
  const { timezone } = useWords()
  return (
    <Entry name={t('case.birthDate')}>
      {profile ? (
        <span suppressHydrationWarning>
          {dates.day(profile.birthDate)}{' '}
          <span className="sekisho-age">{t('case.years', { count: yearsOld(profile.birthDate, now, timezone) })}</span>
        </span>
      ) : (
        <Nothing person={null} />
      )}
      <Was was={was} field="birthDate" />
    </Entry>
  )
}

function Contact({ person, was }: { person: Known; was: VerifiedThen | null }) {
  const t = useT()
  if (person === null) return <SkeletonBodyText lines={2} />
  if (typeof person !== 'object') return null
  const nothing = <Nothing person={person} />
  const language = languageOf(person.locale ?? '')
  return (
    <>
      <Entry name={t('case.phone')}>{person.phone ?? nothing}</Entry>
      <Entry name={t('case.email')}>
        {person.email ?? nothing}
        <Was was={was} field="email" />
      </Entry>
      <Entry name={t('case.orders')}>{t('case.ordersCount', { count: person.orders })}</Entry>
      {language && <Entry name={t('case.language')}>{t(`settings.languages.${language}`)}</Entry>}
    </>
  )
}

/** Why there is nothing: not entered, withheld from us, or not read. */
function Nothing({ person }: { person: Known }) {
  const t = useT()
  const key = person === 'unread' ? 'case.unread' : typeof person === 'object' && person?.withheld ? 'case.withheld' : 'case.notEntered'
  return <span className="sekisho-nothing">{t(key)}</span>
}
