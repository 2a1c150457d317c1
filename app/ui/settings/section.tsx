import { useFetcher } from '@remix-run/react'
import { BlockStack, Button, Card, InlineStack, Layout } from '@shopify/polaris'
import type { ReactNode } from 'react'
import type { Refusal } from '../../platform/result.ts'
import type { Answer } from '../answer.ts'
import type { AdminKey } from '../messages.ts'
import { RefusalBanner } from '../refusal-banner.tsx'
import { useToast } from '../toast.ts'
import { useT } from '../words.tsx'

/** One section's way to the server. */
export interface Saving {
  readonly save: (fields: Readonly<Record<string, string>>) => void
  readonly busy: boolean
  readonly refusal: Refusal | null
  /** The last thing that was asked has been done. */
  readonly done: boolean
  /** What is wrong with a field, as the server's code for it. */
  readonly fault: (field: string) => string | null
}

/** Saves one section; `done` is said when it is. */
export function useSaving(done: AdminKey): Saving {
  const t = useT()
  const fetcher = useFetcher<Answer>()
  const said = fetcher.data
  useToast(said, said?.ok ? t(done) : null)
  const refusal = said && !said.ok ? said.refusal : null
  return {
    save: (fields) => fetcher.submit({ ...fields }, { method: 'post', action: '/app/settings' }),
    busy: fetcher.state !== 'idle',
    refusal,
    done: said?.ok === true,
    fault: (field) => (refusal?.code === 'bad-input' ? (refusal.fields[field] ?? null) : null),
  }
}

interface Props {
  readonly title: string
  readonly help: string
  readonly saving: Saving
  /** What the save button does; null: this section has no button, or nobody here may press it. */
  readonly onSave: (() => void) | null
  /** Something differs from what is saved. */
  readonly dirty: boolean
  readonly children: ReactNode
}

/** A section of the settings: what it is about, its fields, and its own save button. */
export function Section({ title, help, saving, onSave, dirty, children }: Props) {
  const t = useT()
  return (
    <Layout.AnnotatedSection title={title} description={help}>
      <Card>
        <BlockStack gap="400">
          {/* What is wrong with a field is said at the field. */}
          <RefusalBanner refusal={saving.refusal?.code === 'bad-input' ? null : saving.refusal} />
          {children}
          {onSave && (
            <InlineStack align="end">
              <Button
                variant="primary"
                onClick={onSave}
                disabled={!dirty}
                loading={saving.busy}
                accessibilityLabel={`${t('common.save')}: ${title}`}
              >
                {t('common.save')}
              </Button>
            </InlineStack>
          )}
        </BlockStack>
      </Card>
    </Layout.AnnotatedSection>
  )
}
