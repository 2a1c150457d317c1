import { BlockStack, Box, Card, InlineStack, Text } from '@shopify/polaris'
import { Moment } from '../moment.tsx'
import { Nothing } from '../nothing.tsx'
import type { Shown } from '../viewer/documents.ts'
import { Viewer } from '../viewer/viewer.tsx'
import { useT } from '../words.tsx'

interface Props {
  readonly shown: readonly Shown[]
  readonly selected: number
  readonly onSelect: (index: number) => void
}

/** The customer's papers: a row of names, and the one that is looked at. */
export function Documents({ maySee, ...desk }: Props & { readonly maySee: boolean }) {
  const t = useT()
  const { shown } = desk
  return (
    <Card padding="0">
      <Box padding="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('case.documents')}
          </Text>
          {maySee && shown.length > 0 && (
            <Text as="span" tone="subdued" variant="bodySm">
              {t('viewer.downloadNote')}
            </Text>
          )}
        </InlineStack>
      </Box>
      {shown.length === 0 ? <NoDocuments /> : maySee ? <Desk {...desk} /> : <Hidden shown={shown} />}
    </Card>
  )
}

function Desk({ shown, selected: at, onSelect }: Props) {
  const t = useT()
  const title = ({ facts, number }: Shown) => t('viewer.document', { part: t(`part.${facts.part}`), number })
  const looked = shown[at]
  return (
    <>
      <Box paddingInline="400" paddingBlockEnd="300">
        <div className="sekisho-papers" role="tablist" aria-label={t('case.documents')}>
          {shown.map((each, index) => (
            <button
              key={each.facts.id}
              type="button"
              role="tab"
              aria-selected={index === at}
              className="sekisho-paper"
              data-earlier={!each.current || undefined}
              onClick={() => onSelect(index)}
            >
              <span>{title(each)}</span>
              <small>{each.current ? t(`kind.${each.facts.kind}`) : t('viewer.earlier')}</small>
              {each.fresh && <small className="sekisho-fresh">{t('desk.fresh')}</small>}
            </button>
          ))}
        </div>
      </Box>
      <Viewer documents={shown} selected={at} onSelect={onSelect} title={title} />
      <Box padding="400">
        <BlockStack gap="100">
          {looked?.facts.sentAt && (
            <Text as="p" tone="subdued" variant="bodySm">
              {t(`kind.${looked.facts.kind}`)} · <Moment at={looked.facts.sentAt} />
            </Text>
          )}
          <div className="sekisho-wide-only">
            <Text as="p" tone="subdued" variant="bodySm">
              {t('viewer.keys')}
            </Text>
          </div>
        </BlockStack>
      </Box>
    </>
  )
}

/** Who may not see papers sees that there are some. */
function Hidden({ shown }: { shown: readonly Shown[] }) {
  const t = useT()
  return (
    <Box padding="400" paddingBlockStart="0">
      <BlockStack gap="200">
        <Text as="p">{shown.map(({ facts, number }) => t('viewer.document', { part: t(`part.${facts.part}`), number })).join(' · ')}</Text>
        <Text as="p" tone="subdued">
          {t('case.documentsHidden')}
        </Text>
      </BlockStack>
    </Box>
  )
}

function NoDocuments() {
  const t = useT()
  return <Nothing title={t('case.noDocuments')} text={t('case.noDocumentsText')} />
}
