import { isDocumentId } from './kinds.ts'

/**
 * Where encrypted bytes lie: some objects under each document. It never sees a key, a name of anybody or a plain byte, so any object store
 * will do. Erasing is forgetting keys and does not wait for it. Whatever it cannot do now it says with StorageAway.
 */
export interface Storage {
  /** Keeps an object, replacing what was there as a whole; after it resolves it survives a crash. */
  put(document: string, name: string, bytes: Uint8Array): Promise<void>
  /** The object's bytes, or null when there are none. */
  get(document: string, name: string): Promise<Buffer | null>
  /** Forgets one object of a document, or every one; silent when there are none. */
  delete(document: string, name?: string): Promise<void>
}

/** The storage did not do what it was asked for: it cannot be reached, is full, or does not let us. Another try may help; nothing is lost. */
export class StorageAway extends Error {
  override name = 'StorageAway'
}

/** Throws when a text is no place in storage: what comes from a request must not name a path. */
export function mustBePlace(document: string, name: string): void {
  if (!isDocumentId(document) || !/^[a-z0-9]+(-[a-z0-9]+){0,4}$/.test(name)) throw new Error('not a place in storage')
}
