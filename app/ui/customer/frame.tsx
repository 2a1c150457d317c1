import type { ReactNode } from 'react'
import { LANGUAGES, type Language } from '../../platform/i18n/languages.ts'
import { useWords } from './words.tsx'

/** Each language by its own name, so that its readers find it. */
const NAMES: Readonly<Record<Language, string>> = { ja: '日本語', 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文', en: 'English' }

interface FrameProps {
  shopName: string
  language: Language
  /** Changes the language without leaving the page; without it (no script, no state) the links load the page anew. */
  onLanguage?: (language: Language) => void
  /** What the address of this page asks for beside the language. */
  query?: Readonly<Record<string, string>>
  children: ReactNode
}

/** What stands around every page for customers: whose page it is, and the language. */
export function Frame({ shopName, language, onLanguage, query = {}, children }: FrameProps) {
  const t = useWords()
  return (
    <div className="frame">
      <header className="top">
        <p className="shop">
          <Gate />
          <span>{shopName || t('title')}</span>
        </p>
        <nav className="languages" aria-label={t('language')}>
          {LANGUAGES.map((one) => (
            <a
              key={one}
              href={`?${new URLSearchParams({ ...query, lang: one })}`}
              lang={one}
              hrefLang={one}
              aria-current={one === language ? 'true' : undefined}
              onClick={(event) => {
                if (!onLanguage) return
                event.preventDefault()
                if (one !== language) onLanguage(one)
              }}
            >
              {NAMES[one]}
            </a>
          ))}
        </nav>
      </header>
      {children}
    </div>
  )
}

/** The mark of the page: a checkpoint's gate. */
function Gate() {
  return (
    <svg className="gate" viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
      <path
        d="M2 5.5c6.5 1.6 13.5 1.6 20 0M4.5 10h15M6.5 6.5V21M17.5 6.5V21"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  )
}
