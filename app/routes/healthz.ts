import { world } from '../platform/world.server.ts'

/** Alive, and able to reach the database. */
export const loader = async () => {
  try {
    await world().db.$queryRaw`select 1`
    return Response.json({ ok: true })
  } catch {
    return Response.json({ ok: false }, { status: 503 })
  }
}
