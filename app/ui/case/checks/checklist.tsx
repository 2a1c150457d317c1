import { BlockStack, Card, Divider, SkeletonBodyText, Text } from '@shopify/polaris'
import { Fragment } from 'react'
import type { Panel } from '../../../checks/panel.server.ts'
import { useArrived } from '../../arrived.ts'
import { useT } from '../../words.tsx'
import { MethodList } from './method-list.tsx'
import { PartChecks } from './part-checks.tsx'

export interface ChecklistData {
  readonly customer: bigint
  readonly checks: Promise<Panel | null>
  readonly may: { readonly decide: boolean; readonly seeDocuments: boolean }
  readonly staffNames: Readonly<Record<string, string>>
}

/** The checklist of a case (C13): by which method the customer is identified, which legs are open, and what the checks of each paper found. */
export function Checklist({ data }: { data: ChecklistData }) {
  const t = useT()
  const panel = useArrived(data.checks)
  if (!data.may.seeDocuments) return null
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('checks.title')}
          </Text>
          <Text as="p" tone="subdued" variant="bodySm">
            {t('checks.never')}
          </Text>
        </BlockStack>
        {panel === null ? (
          <SkeletonBodyText lines={12} />
        ) : (
          <>
            <MethodList panel={panel} customer={data.customer} mayRecord={data.may.decide} />
            {panel.parts.map((part) => (
              <Fragment key={part.part}>
                <Divider />
                <PartChecks of={part} customer={data.customer} mayRead={data.may.decide} />
              </Fragment>
            ))}
          </>
        )}
      </BlockStack>
    </Card>
  )
}
