/** What the app's frame and the admin around it say to each other; both sides import this file. */

/** One button of the title bar or save bar, as the admin draws it. `index` finds the element again. */
export interface BarItem {
  readonly index: number
  readonly label: string
  readonly role: 'primary' | 'secondary' | 'breadcrumb'
  readonly group: string | null
  readonly disabled: boolean
  readonly loading: boolean
  readonly critical: boolean
}

export interface NavLink {
  readonly label: string
  readonly href: string
}

/** Questions that the admin answers; the second member is the type of the answer. */
export interface Questions {
  idToken: { with: null; answer: string }
  user: { with: null; answer: { id: string; name: string; email: string; accountAccess: string } }
  'scopes.query': { with: null; answer: { granted: string[]; required: string[]; optional: string[] } }
  'scopes.request': { with: string[]; answer: { result: 'granted-all' | 'declined-all'; detail: { granted: string[] } } }
  'app.extensions': { with: null; answer: unknown[] }
  leaveConfirmation: { with: null; answer: boolean }
}
export type Question = keyof Questions

export interface Ask {
  readonly type: 'ask'
  readonly id: string
  readonly question: Question
  readonly with: unknown
}

export type FrameMessage =
  | Ask
  | { readonly type: 'loading'; readonly on: boolean }
  | {
      readonly type: 'toast'
      readonly id: string
      readonly message: string
      readonly duration: number
      readonly isError: boolean
      readonly action: string | null
    }
  | { readonly type: 'hideToast'; readonly id: string }
  | { readonly type: 'nav'; readonly links: readonly NavLink[] }
  | { readonly type: 'title'; readonly title: string; readonly items: readonly BarItem[] }
  | { readonly type: 'saveBar'; readonly open: boolean; readonly items: readonly BarItem[]; readonly confirmDiscard: boolean }
  | { readonly type: 'modal'; readonly open: boolean }
  | { readonly type: 'location'; readonly path: string }
  | { readonly type: 'open'; readonly path: string }

export type AdminMessage =
  | { readonly type: 'answer'; readonly id: string; readonly value?: unknown; readonly error?: string }
  | { readonly type: 'navigate'; readonly href: string }
  | { readonly type: 'press'; readonly bar: 'title' | 'saveBar'; readonly index: number }
  | { readonly type: 'toastAction'; readonly id: string }
  | { readonly type: 'toastDismiss'; readonly id: string }
