import type { PageView } from '../../kyc/page-view.ts'
import { useWords } from './words.tsx'

/** Until when what was handed in is kept, and what law says so (A10). */
export function KeepingNote({ view: { keeping, shopName } }: { view: PageView }) {
  const t = useWords()
  return (
    <details className="keeping">
      <summary>{t('keeping.title')}</summary>
      <p>{t('keeping.sealed')}</p>
      <p>
        {keeping
          ? t('keeping.held', { law: t(`keeping.law.${keeping.law}`), years: keeping.years, day: keeping.day, shop: shopName })
          : t('keeping.free', { shop: shopName })}
      </p>
    </details>
  )
}
