import { type OpenedDocument, openDocument } from '../documents/vault.server.ts'
import { type Result, refuse } from '../platform/result.ts'
import type { World } from '../platform/world.server.ts'
import type { StaffMember } from '../staff/members.server.ts'
import { may } from '../staff/roles.ts'

const ENDINGS = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/heic': 'heic', 'application/pdf': 'pdf' } as const

/** A document for a reviewer's eyes. `name` is ours and says nothing about a person. */
export interface Looked extends OpenedDocument {
  readonly name: string
}

/** Opens a document for a member of staff; every look is on record, and a download as one beside it (C12). */
export async function lookAt(world: World, shop: string, id: string, by: StaffMember, how: 'view' | 'download'): Promise<Result<Looked>> {
  if (!may(by.role, 'see-documents')) return refuse({ code: 'not-allowed', needs: 'see-documents' })
  const opened = await openDocument(world, shop, id, { staffId: by.id })
  if (!opened.ok) return opened
  const { customer, part, mediaType } = opened.value
  if (how === 'download') {
    await world.db.auditEntry.create({
      data: {
        shopId: shop,
        at: world.now(),
        actor: 'staff',
        actorId: String(by.id),
        action: 'document.download',
        subject: `customer:${customer}`,
        codes: { document: id, part },
      },
    })
  }
  return { ok: true, value: { ...opened.value, name: `${part}-${id.slice(0, 8)}.${ENDINGS[mediaType]}` } }
}
