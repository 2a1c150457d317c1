import type { Source } from './take-over.ts'

/** What the owner does on the screen of the taking over. */
export type Act =
  | { readonly type: 'read' | 'pause' | 'resume' }
  | { readonly type: 'choose'; readonly source: Pick<Source, 'namespace' | 'key'> | null }
  | { readonly type: 'confirm'; readonly seen: { readonly preview: string; readonly source: number | null } }

/** Reads an act from its form; null when it is none. */
export function readAct(form: FormData): Act | null {
  const text = (name: string) => String(form.get(name) ?? '')
  const type = text('type')
  if (type === 'read' || type === 'pause' || type === 'resume') return { type }
  if (type === 'choose') {
    const [namespace, key] = [text('namespace'), text('key')]
    if ((namespace === '') !== (key === '')) return null
    return { type, source: namespace === '' ? null : { namespace, key } }
  }
  if (type === 'confirm' && text('preview') !== '' && /^\d*$/.test(text('source'))) {
    return { type, seen: { preview: text('preview'), source: text('source') === '' ? null : Number(text('source')) } }
  }
  return null
}
