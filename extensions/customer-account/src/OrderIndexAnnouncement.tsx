import '@shopify/ui-extensions/preact'
import { render } from 'preact'
import { type Host, IDENTITY_PAGE } from './host.ts'
import { stageOf } from './stage.ts'
import { useStatus } from './useStatus.ts'

/** One line on the page where a customer lands, until the verification is done (A05). */
export default async function orderIndexAnnouncement() {
  render(<Announcement host={shopify} />, document.body)
}

function Announcement({ host }: { host: Host }) {
  const { reading } = useStatus(host)
  if (reading.state === 'loading') return null
  // When we cannot know, the way to the page stays open: it explains the trouble and tries again.
  const line = reading.state === 'ready' ? stageOf(reading.status) : 'unknown'
  if (line === 'verified') return null
  const t = (key: string) => host.i18n.translate(key)
  return (
    <s-announcement>
      <s-stack direction="inline" gap="base" alignItems="center">
        <s-text>{t(`announcement.${line}`)}</s-text>
        <s-link href={IDENTITY_PAGE}>{t('announcement.link')}</s-link>
      </s-stack>
    </s-announcement>
  )
}
