import { useState } from 'react'
import { Hidden } from './act-form.tsx'
import { TroubleNote } from './note.tsx'
import type { Trouble } from './trouble.ts'
import type { Page } from './use-page.ts'
import { useWords } from './words.tsx'

const CHOICES = ['individual', 'corporation'] as const

/** Individual or corporation (A07): saved as soon as it is chosen. */
export function PartyBlock({ page }: { page: Page }) {
  const t = useWords()
  const [wish, setWish] = useState<string | null>(null)
  const [trouble, setTrouble] = useState<{ trouble: Trouble; accountPage?: string } | null>(null)
  const shown = wish ?? page.view.standing.party
  const choose = async (party: string) => {
    setWish(party)
    setTrouble(null)
    const reply = await page.act({ act: 'party', party })
    if (!reply.ok && 'trouble' in reply) setTrouble(reply)
    else setWish((now) => (now === party ? null : now))
  }
  return (
    <section className="card" id="party" aria-labelledby="party-title">
      <h2 id="party-title">{t('party.title')}</h2>
      <form method="post" action="/customer/case">
        <Hidden fields={{ act: 'party', case: page.view.caseTag }} />
        <fieldset className="plain">
          <legend className="lead">{t('party.lead')}</legend>
          <div className="choices">
            {CHOICES.map((party) => (
              <label key={party} className="choice">
                <input type="radio" name="party" value={party} checked={shown === party} onChange={() => void choose(party)} />
                <span>
                  <strong>{t(`party.${party}`)}</strong>
                  <small>{t(`party.${party}Hint`)}</small>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
        <noscript>
          <button type="submit" className="button">
            {t('party.save')}
          </button>
        </noscript>
      </form>
      {trouble && (
        <TroubleNote
          trouble={trouble.trouble}
          accountPage={trouble.accountPage ?? page.view.accountPage}
          onRetry={wish === null ? undefined : () => void choose(wish)}
        />
      )}
    </section>
  )
}
