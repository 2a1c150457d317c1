import { useFetcher } from '@remix-run/react'
import { Badge, BlockStack, Button, Divider, InlineStack, Link, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import type { Names } from '../../kyc/people.server.ts'
import type { Undelivered } from '../../messaging/undelivered.server.ts'
import type { Failure } from '../../status/failures.server.ts'
import type { Answer } from '../answer.ts'
import { CustomerName } from '../case/name.tsx'
import { Ago } from '../moment.tsx'
import { refusalKey } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'
import { Block } from './block.tsx'
import { causeOf, workOf } from './reason-words.ts'

interface Shared {
  readonly names: Names
  readonly now: Date
}

/** What was given up: why, what to do about it, and the button that tries it again. */
export function Failures({ failures, names, now }: Shared & { failures: readonly Failure[] }) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  useSaid(fetcher.data, t('home.triedAgain'))
  return (
    <Block title={t('status.failures')} help={t(failures.length === 0 ? 'status.failuresNone' : 'status.failuresHelp')}>
      {failures.map((failure) => (
        <Fragment key={`${failure.what} ${failure.reason}`}>
          <Divider />
          <Entry failure={failure} names={names} now={now} />
        </Fragment>
      ))}
      {failures.length > 0 && (
        <InlineStack align="end">
          <Button onClick={() => fetcher.submit({}, { method: 'post', action: '/app/status' })} loading={fetcher.state !== 'idle'}>
            {t('home.tryAgain')}
          </Button>
        </InlineStack>
      )}
    </Block>
  )
}

function Entry({ failure: { what, reason, count, latest, customers }, names, now }: Shared & { failure: Failure }) {
  const t = useT()
  const work = workOf(what)
  const cause = causeOf(reason, what)
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {work ? t(`status.work.${work}`) : what}
        </Text>
        <Badge tone="critical">{t('tasks.times', { count })}</Badge>
      </InlineStack>
      <Text as="p">{t(`status.cause.${cause}`)}</Text>
      <Text as="p" tone="subdued">
        {t(`status.todo.${cause}`)}
      </Text>
      <InlineStack gap="200">
        {customers.map((customer) => (
          <Link key={customer.toString()} url={`/app/cases/${customer}`}>
            <CustomerName customer={customer} names={names} />
          </Link>
        ))}
      </InlineStack>
      <Text as="p" tone="subdued" variant="bodySm">
        <Ago at={latest} now={now} /> · {reason || '-'}
      </Text>
    </BlockStack>
  )
}

/** Mails that did not leave, or of which nobody knows: send again, or leave it. */
export function UndeliveredMails({ mails, names, now }: Shared & { mails: readonly Undelivered[] }) {
  const t = useT()
  return (
    <Block title={t('status.undelivered')} help={t(mails.length === 0 ? 'status.undeliveredNone' : 'status.undeliveredHelp')}>
      {mails.map((mail) => (
        <Fragment key={mail.id}>
          <Divider />
          <Letter mail={mail} names={names} now={now} />
        </Fragment>
      ))}
    </Block>
  )
}

const TEMPLATES = [
  'staff.registered',
  'staff.submitted',
  'customer.verified',
  'customer.returned',
  'customer.refused',
  'customer.revoked',
] as const

function Letter({ mail: { id, template, customer, state, reason, createdAt }, names, now }: Shared & { mail: Undelivered }) {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  const said = fetcher.data
  useSaid(said, t(said?.ok && said.did === 'mail-leave' ? 'status.left' : 'status.sentAgain'))
  const known = TEMPLATES.find((each) => each === template)
  const cause = causeOf(reason, 'mail')
  const choose = (type: string) => fetcher.submit({ type, mail: id }, { method: 'post', action: '/app/status' })
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="h3" variant="headingSm">
          {known ? t(`status.mail.${known}`) : template}
        </Text>
        <Badge tone={state === 'uncertain' ? 'warning' : 'critical'}>{t(`status.mailState.${state}`)}</Badge>
      </InlineStack>
      <Text as="p">{t(state === 'uncertain' ? 'status.uncertain' : `status.cause.${cause}`)}</Text>
      <Text as="p" tone="subdued" variant="bodySm">
        {customer !== null && (
          <Link url={`/app/cases/${customer}`}>
            <CustomerName customer={customer} names={names} />
          </Link>
        )}{' '}
        <Ago at={createdAt} now={now} /> · {reason || '-'}
      </Text>
      <InlineStack align="end" gap="200">
        <Button onClick={() => choose('mail-leave')} disabled={fetcher.state !== 'idle'}>
          {t('status.leave')}
        </Button>
        <Button onClick={() => choose('mail-again')} loading={fetcher.state !== 'idle'}>
          {t('status.sendAgain')}
        </Button>
      </InlineStack>
    </BlockStack>
  )
}

function useSaid(said: Answer | undefined, done: string): void {
  const t = useT()
  useToast(said, said ? (said.ok ? done : t(refusalKey(said.refusal))) : null)
}
