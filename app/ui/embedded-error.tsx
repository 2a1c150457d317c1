import { isRouteErrorResponse, useRevalidator, useRouteError } from '@remix-run/react'
import { Banner, Box, Page } from '@shopify/polaris'
import { broken as en } from '../platform/i18n/messages/en/admin.ts'
import { broken as ja } from '../platform/i18n/messages/ja/admin.ts'
import { broken as zhHans } from '../platform/i18n/messages/zh-Hans/admin.ts'
import { broken as zhHant } from '../platform/i18n/messages/zh-Hant/admin.ts'
import { useHasWords, useT } from './words.tsx'

/**
 * What a page of the admin says when it cannot be shown. The library sends some answers as HTML in a thrown Response, such as a redirect
 * out of the frame: those are rendered as they are. (Its own boundary.error recognises them by a class name that a minified client no longer has.)
 */
export function EmbeddedErrorBoundary() {
  const error = useRouteError()
  const inside = useHasWords()
  if (isRouteErrorResponse(error) && typeof error.data === 'string' && error.data.includes('<script')) {
    // biome-ignore lint/security/noDangerouslySetInnerHtml: it is the library's own page, thrown by our server; nothing else can put a string there
    return <div suppressHydrationWarning dangerouslySetInnerHTML={{ __html: error.data }} />
  }
  return inside ? <Said status={isRouteErrorResponse(error) ? error.status : 500} /> : <Broken />
}

const KEYS = { 403: 'errors.notAllowed', 404: 'errors.notFound', 503: 'errors.storeSilent' } as const

function Said({ status }: { status: number }) {
  const t = useT()
  const { revalidate } = useRevalidator()
  // What is not there or not allowed will not be so a moment later.
  const again = status !== 404 && status !== 403
  const key = KEYS[status as keyof typeof KEYS] ?? 'errors.generic'
  return (
    <Page backAction={{ content: t('errors.home'), url: '/app' }} title={t('errors.title')}>
      <Box paddingBlockEnd="400">
        <Banner tone={again ? 'critical' : 'warning'} {...(again ? { action: { content: t('common.retry'), onAction: revalidate } } : {})}>
          <p>{t(key)}</p>
        </Banner>
      </Box>
    </Page>
  )
}

/** Before anybody's language is known. */
function Broken() {
  return (
    <div style={{ fontFamily: 'system-ui, sans-serif', padding: 32, lineHeight: 1.8 }}>
      <p lang="ja">{ja}</p>
      <p lang="zh-Hant">{zhHant}</p>
      <p lang="zh-Hans">{zhHans}</p>
      <p lang="en">{en}</p>
    </div>
  )
}
