import { Await } from '@remix-run/react'
import { BlockStack, Card, SkeletonBodyText, Text } from '@shopify/polaris'
import { type ReactNode, Suspense } from 'react'
import type { Person } from '../../kyc/people.server.ts'
import { languageOf } from '../../platform/i18n/languages.ts'
import { yearsOld } from '../age.ts'
import { useDates, useT, useWords } from '../words.tsx'
import type { CaseData } from './case-page.tsx'

/** What the customer entered: name, address and phone from the store (A08), birth date and occupation from us; and what is missing (B05). */
export function Entries({ data }: { data: CaseData }) {
  const t = useT()
  const { missing, row } = data
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('case.entries')}
        </Text>
        <dl className="sekisho-entries">
          <Entry name={t('case.party')}>{t(`party.${row.case.party}`)}</Entry>
          <Suspense fallback={<SkeletonBodyText lines={4} />}>
            <Await resolve={data.person} errorElement={<Entry name={t('case.name')}>{t('case.unread')}</Entry>}>
              {(person) => <FromStore person={person} />}
            </Await>
          </Suspense>
          <FromUs data={data} />
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

function FromStore({ person }: { person: Person | 'unread' | 'gone' }) {
  const t = useT()
  if (person === 'gone') return <Entry name={t('case.name')}>{t('case.notEntered')}</Entry>
  if (person === 'unread') return <Entry name={t('case.name')}>{t('case.unread')}</Entry>
  const nothing = <span className="sekisho-nothing">{t(person.withheld ? 'case.withheld' : 'case.notEntered')}</span>
  const language = languageOf(person.locale ?? '')
  return (
    <>
      <Entry name={t('case.name')}>{person.name ?? nothing}</Entry>
      {person.company && <Entry name={t('case.company')}>{person.company}</Entry>}
      <Entry name={t('case.address')}>
        {person.address.length === 0 ? nothing : person.address.map((line) => <div key={line}>{line}</div>)}
      </Entry>
      <Entry name={t('case.phone')}>{person.phone ?? nothing}</Entry>
      <Entry name={t('case.email')}>{person.email ?? nothing}</Entry>
      <Entry name={t('case.orders')}>{t('case.ordersCount', { count: person.orders })}</Entry>
      {language && <Entry name={t('case.language')}>{t(`settings.languages.${language}`)}</Entry>}
    </>
  )
}

function FromUs({ data: { profile, may, now } }: { data: CaseData }) {
  const t = useT()
  const dates = useDates()
  const { timezone } = useWords()
  if (!may.seeDocuments) return null
  const nothing = <span className="sekisho-nothing">{t('case.notEntered')}</span>
  return (
    <>
      <Entry name={t('case.birthDate')}>
        {profile ? (
          <>
            {dates.day(profile.birthDate)}{' '}
            <span className="sekisho-age">{t('case.years', { count: yearsOld(profile.birthDate, now, timezone) })}</span>
          </>
        ) : (
          nothing
        )}
      </Entry>
      <Entry name={t('case.occupation')}>{profile?.occupation || nothing}</Entry>
    </>
  )
}
