import { derivedKey, seal, unseal } from '../platform/crypto.server.ts'
import { giveBack } from '../platform/give-back.ts'
import { type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import { storageOf } from './storage.server.ts'
import { StorageAway } from './storage.ts'

/** What lies under a document: the file as it was handed in, a thumbnail, and what was drawn of a paper once and for all. */
export type ObjectName = 'original' | 'thumbnail' | `page-${number}`

/** A document's place and its key. */
export interface Sealed {
  readonly shop: string
  readonly id: string
  readonly key: Uint8Array
}

/** With the name of the object: a thumbnail that is put in the place of an original does not open. */
const aboutBytes = ({ shop, id }: Sealed, place: string): string => `${shop}:document:${id}:${place}`

/**
 * Where an object of a document lies: the document's own key says so. Two arrivals of one upload have two keys and two places, so that
 * neither writes over what the other's row promises, and the place needs no column.
 */
const placeOf = ({ key }: Sealed, name: ObjectName): string => `${derivedKey(key, 'place').toString('hex').slice(0, 16)}-${name}`

/** Seals objects of a document and stores them. Throws StorageAway. */
export async function putObjects(world: World, of: Sealed, objects: Iterable<readonly [ObjectName, Uint8Array]>): Promise<void> {
  await Promise.all(
    [...objects].map(async ([name, bytes]) => {
      const place = placeOf(of, name)
      const sealed = seal(of.key, aboutBytes(of, place), bytes)
      await storageOf(world).put(of.id, place, sealed)
      giveBack(sealed)
    }),
  )
}

/** Forgets objects of a document. Throws StorageAway. */
export async function dropObjects(world: World, of: Sealed, names: Iterable<ObjectName>): Promise<void> {
  for (const name of names) await storageOf(world).delete(of.id, placeOf(of, name))
}

/** An object in clear; null when it is not there. Throws StorageAway. */
export async function getObject(world: World, of: Sealed, name: ObjectName): Promise<Buffer | null> {
  const place = placeOf(of, name)
  const sealed = await storageOf(world).get(of.id, place)
  return sealed && unseal(of.key, aboutBytes(of, place), sealed)
}

/** Refuses with `try-again` while the storage is away; any other error goes on. */
export function awayOr(error: unknown): Result<never> {
  if (error instanceof StorageAway) return refuse({ code: 'try-again' })
  throw error
}
