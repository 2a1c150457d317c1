/** Why something was not done, as a fact. Rooms return these; only doors/refusals.ts knows statuses, only screens know words. */
export type Refusal =
  | { readonly code: 'not-allowed'; readonly needs: string }
  | { readonly code: 'not-found' }
  | { readonly code: 'bad-input'; readonly fields: Readonly<Record<string, string>> }
  | { readonly code: 'not-now'; readonly because: string }
  | { readonly code: 'somebody-was-faster' }
  /** Something that we need is away for the moment; nothing was lost. */
  | { readonly code: 'try-again' }
  /** Somebody else works on the case: who, and until when if nothing more is done (ISO). */
  | { readonly code: 'claimed'; readonly by: string; readonly until: string }
  | { readonly code: 'ticket-spent' }
  | { readonly code: 'session-over' }
  | {
      readonly code: 'file-refused'
      readonly because:
        | 'empty'
        | 'too-large'
        | 'type'
        | 'unreadable'
        | 'too-many'
        | 'too-many-pixels'
        | 'too-many-pages'
        | 'too-complex'
        | 'locked'
    }
  /** Too many ask at once; the same again after so many seconds will do. */
  | { readonly code: 'busy'; readonly seconds: number }
  | { readonly code: 'consent-missing' }

export type Result<Value, Why = Refusal> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: Why }

export const ok = <Value>(value: Value): { readonly ok: true; readonly value: Value } => ({ ok: true, value })
export const refuse = <Why>(refusal: Why): { readonly ok: false; readonly refusal: Why } => ({ ok: false, refusal })
