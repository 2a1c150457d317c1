import type { Host } from './host.ts'
import { ProblemNote } from './ProblemNote.tsx'
import { actionsOf, stageOf } from './stage.ts'
import type { Status } from './status.ts'
import { useUpload } from './useUpload.ts'

const UPLOAD_WORD = {
  start: 'action.start',
  continue: 'action.continue',
  waiting: 'action.continue',
  returned: 'action.again',
  verified: 'action.again',
  frozen: 'action.again',
  refused: 'action.again',
} as const

/** The buttons of a status: to the upload page, to the shop (D07), to the people of the shop. */
export function Actions({ host, status, onTrouble }: { host: Host; status: Status; onTrouble: () => void }) {
  const { upload, start } = useUpload(host, onTrouble)
  const t = (key: string) => host.i18n.translate(key)
  const actions = actionsOf(status)
  if (actions.length === 0) return null
  return (
    <s-stack gap="base">
      {upload.state === 'problem' && <ProblemNote problem={upload.problem} t={t} />}
      <s-stack direction="inline" gap="base">
        {actions.map((action, at) => {
          const variant = at === 0 ? 'primary' : 'secondary'
          if (action === 'upload') {
            return (
              <s-button key={action} variant={variant} loading={upload.state === 'asking'} onClick={start}>
                {t(UPLOAD_WORD[stageOf(status)])}
              </s-button>
            )
          }
          // Without an address the words above still say whom to ask.
          if (status.shopUrl === '') return null
          return (
            <s-button key={action} variant={action === 'shop' ? variant : 'secondary'} href={status.shopUrl}>
              {t(`action.${action}`)}
            </s-button>
          )
        })}
      </s-stack>
      {upload.state === 'open' && (
        <s-paragraph>
          {t('upload.opening')} <s-link href={upload.url}>{t('upload.link')}</s-link>
        </s-paragraph>
      )}
    </s-stack>
  )
}
