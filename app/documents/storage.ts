import { isDocumentId } from './kinds.ts'

/** What may lie under a document: the file as it was handed in, and what was made of it to be looked at. */
export type ObjectName = 'original' | 'thumbnail' | `page-${number}`

/**
 * Where encrypted bytes lie: some objects under each document. It never sees a key, a name of anybody or a plain byte, so any object store
 * will do. Erasing is forgetting keys and does not wait for it.
 */
export interface Storage {
  /** Keeps an object, replacing what was there as a whole; after it resolves it survives a crash. */
  put(document: string, name: ObjectName, bytes: Uint8Array): Promise<void>
  /** The object's bytes, or null when there are none. */
  get(document: string, name: ObjectName): Promise<Buffer | null>
  /** Forgets every object of a document; silent when there are none. */
  delete(document: string): Promise<void>
}

/** Throws when a text is no place in storage: what comes from a request must not name a path. */
export function mustBePlace(document: string, name: string): void {
  if (!isDocumentId(document) || !/^(original|thumbnail|page-[1-9]\d{0,3})$/.test(name)) throw new Error('not a place in storage')
}
