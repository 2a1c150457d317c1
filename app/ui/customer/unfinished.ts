import { isKindOf, isPart, isUploadId, type Kind } from '../../documents/kinds.ts'
import type { Part } from '../../kyc/case.ts'
import type { FileView } from '../../kyc/page-view.ts'

/** A file that was chosen and had not arrived when the page was left; nothing of the file itself, and no name. */
export interface Unfinished {
  /** The id under which it was sent. */
  readonly id: string
  readonly part: Part
  readonly kind: Kind
  /** The files that the vault held when it was chosen. */
  readonly before: readonly string[]
}

/** What a page wrote down before it was left; nothing when it is not ours. */
export function readUnfinished(text: string | null): Unfinished[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(found) ? found.filter(isUnfinished) : []
  } catch {
    return []
  }
}

function isUnfinished(value: unknown): value is Unfinished {
  const { id, part, kind, before } = (value ?? {}) as Record<string, unknown>
  return typeof id === 'string' && isUploadId(id) && isPart(part) && isKindOf(part, String(kind)) && Array.isArray(before)
}

/** Those that did not arrive after all: of each kind, as many as there are no new files for. A file may have arrived while its answer was lost. */
export function lostOf(unfinished: readonly Unfinished[], files: readonly FileView[]): Unfinished[] {
  const taken = new Set<string>()
  return unfinished.filter(({ part, kind, before }) => {
    const arrived = files.find((file) => file.part === part && file.kind === kind && !before.includes(file.id) && !taken.has(file.id))
    if (arrived) taken.add(arrived.id)
    return !arrived
  })
}
