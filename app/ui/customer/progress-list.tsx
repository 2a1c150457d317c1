import type { PageView } from '../../kyc/page-view.ts'
import { progressOf } from './progress.ts'
import { useWords } from './words.tsx'

/** What is asked of the customer, how far each is, and where on the page it stands. */
export function ProgressList({ view }: { view: PageView }) {
  const t = useWords()
  return (
    <nav className="card progress" aria-label={t('progress.title')}>
      <h2>{t('progress.title')}</h2>
      <ol>
        {progressOf(view).map(({ name, state, done, again }) => (
          <li key={name} className={`step ${state} ${done ? 'done' : ''}`}>
            <a href={`#${name}`}>
              <span className="mark" aria-hidden="true">
                {done ? <Tick /> : null}
              </span>
              <span className="name">{t(`progress.${name}`)}</span>
              <span className="state">{t(`progress.${state}`)}</span>
            </a>
            {again.length > 0 && (
              <ul className="again">
                {again.map(({ id, kind, returned }) => (
                  <li key={id}>
                    {t(`kind.${kind}`)}
                    {returned && <small>{returned}</small>}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export function Tick() {
  return (
    <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
      <path d="M3 8.5l3.2 3.2L13 4.8" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
