import { BlockStack, Card, SkeletonBodyText, Text } from '@shopify/polaris'
import type { ReactNode } from 'react'
import type { Person } from '../../kyc/people.server.ts'
import { languageOf } from '../../platform/i18n/languages.ts'
import { yearsOld } from '../age.ts'
import { useDates, useT, useWords } from '../words.tsx'
import type { CaseData } from './case-page.tsx'

/** What the customer entered: name, address and phone from the store (A08), birth date and occupation from us; and what is missing (B05). */
export function Entries({ data, person }: { data: CaseData; person: Known }) {
  const t = useT()
  const { missing, row } = data
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('case.entries')}
        </Text>
        <dl className="sekisho-entries">
          <Identity person={person} data={data} />
          <Entry name={t('case.party')}>{t(`party.${row.case.party}`)}</Entry>
          <Contact person={person} />
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

type Known = Person | 'unread' | 'gone' | null

/** What is compared with the papers, in their order: name, birth date, address, occupation. */
function Identity({ person, data }: { person: Known; data: CaseData }) {
  const t = useT()
  if (person === null) return <SkeletonBodyText lines={4} />
  const known = typeof person === 'object' ? person : null
  const nothing = <Nothing person={person} />
  return (
    <>
      <Entry name={t('case.name')}>{known?.name ?? nothing}</Entry>
      {known?.company && <Entry name={t('case.company')}>{known.company}</Entry>}
      {data.may.seeDocuments && <BirthDate data={data} />}
      <Entry name={t('case.address')}>
        {known && known.address.length > 0 ? known.address.map((line) => <div key={line}>{line}</div>) : nothing}
      </Entry>
      {data.may.seeDocuments && <Entry name={t('case.occupation')}>{data.profile?.occupation || <Nothing person={null} />}</Entry>}
    </>
  )
}

function BirthDate({ data: { profile, now } }: { data: CaseData }) {
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
    </Entry>
  )
}

function Contact({ person }: { person: Known }) {
  const t = useT()
  if (person === null) return <SkeletonBodyText lines={2} />
  if (typeof person !== 'object') return null
  const nothing = <Nothing person={person} />
  const language = languageOf(person.locale ?? '')
  return (
    <>
      <Entry name={t('case.phone')}>{person.phone ?? nothing}</Entry>
      <Entry name={t('case.email')}>{person.email ?? nothing}</Entry>
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
