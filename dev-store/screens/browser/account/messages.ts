/** What an extension's frame and the account page around it say to each other. */
export type FromFrame =
  | {
      readonly type: 'ask'
      readonly id: string
      readonly question: 'sessionToken' | 'storage.read' | 'storage.write' | 'storage.delete'
      readonly with: readonly unknown[]
    }
  | { readonly type: 'navigate'; readonly url: string; readonly target: string }
  | { readonly type: 'height'; readonly height: number }
  | { readonly type: 'toast'; readonly message: string }
  | { readonly type: 'failed'; readonly message: string }

export type FromAccount = { readonly type: 'answer'; readonly id: string; readonly value?: unknown; readonly error?: string }
