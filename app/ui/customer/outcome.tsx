import type { PageView } from '../../kyc/page-view.ts'
import { useWords } from './words.tsx'

/** Where the customer stands, at the top of the page, when there is something to say beyond the list (B07, B08). */
export function Outcome({ view }: { view: PageView }) {
  const t = useWords()
  const { standing, shopName, shopUrl } = view
  const kind = outcomeOf(view)
  if (!kind) return null
  const text = kind === 'refused' && view.refusalText ? view.refusalText : t(`outcome.${kind}Text`, { shop: shopName })
  return (
    <section className={`outcome ${kind}`} aria-labelledby="outcome-title" tabIndex={-1} id="outcome">
      <h2 id="outcome-title">{t(`outcome.${kind}Title`)}</h2>
      <p className="prose">{text}</p>
      {kind === 'partly' && (
        <ul>
          {standing.missing.map((gap) => (
            <li key={gap}>
              <a href={`#${gap}`}>{t(`progress.${gap}`)}</a>
            </li>
          ))}
        </ul>
      )}
      {kind === 'verified' && (
        <a className="button primary" href={shopUrl}>
          {t('toShop')}
        </a>
      )}
    </section>
  )
}

type Kind = 'partly' | 'wait' | 'verified' | 'frozen' | 'refused' | 'returned'

/** The one thing to say first; null while nothing was sent. */
export function outcomeOf({ standing }: Pick<PageView, 'standing'>): Kind | null {
  if (standing.refused) return 'refused'
  if (standing.frozen) return 'frozen'
  if (standing.returned.length > 0) return 'returned'
  if (standing.verified) return 'verified'
  if (standing.next === 'wait') return 'wait'
  const sent = [standing.identity, standing.corporate].some((state) => state === 'submitted' || state === 'accepted')
  return sent ? 'partly' : null
}
