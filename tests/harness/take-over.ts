import { comparison } from '../../app/kyc/comparison.server.ts'
import { beginPreview, preview } from '../../app/kyc/preview.server.ts'
import { carrySurveyOn } from '../../app/kyc/surveys.server.ts'
import { carryTakeOverOn, confirmTakeOver } from '../../app/kyc/take-over.server.ts'
import type { World } from '../../app/platform/world.server.ts'
import type { KycSurvey } from '../../generated/prisma/client.ts'
import { runJobs } from './installed.ts'

export const READERS = { compare: comparison, preview }
export const OWNER = { id: 9001n, name: '関 一郎', role: 'owner' } as const

/** Carries a survey on as its jobs would, until nothing more comes of it. */
export async function finishSurvey(world: World, shop: string, id: string): Promise<KycSurvey> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; ) {
    if ((await carrySurveyOn(world, shop, id, READERS)) === 'over')
      return world.db.kycSurvey.findUniqueOrThrow({ where: { shopId_id: { shopId: shop, id } } })
  }
  throw new Error('the survey does not end')
}

/** Reads the store for the owner; answers the survey when it is done. */
export async function previewed(world: World, shop: string): Promise<KycSurvey> {
  await beginPreview(world, shop)
  const { preview: id } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
  return finishSurvey(world, shop, id ?? '')
}

/** The owner confirms the counts of the preview shown. */
export async function confirmed(world: World, shop: string): Promise<void> {
  const { preview: id, source } = await world.db.takeOver.findUniqueOrThrow({ where: { shopId: shop } })
  const done = await confirmTakeOver(world, shop, OWNER, { preview: id ?? '', source })
  if (!done.ok) throw new Error(JSON.stringify(done.refusal))
}

/** Carries a confirmed taking over to its end, with the worker's own handlers. */
export async function takenOver(world: World, shop: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; ) {
    if ((await carryTakeOverOn(world, shop)) === 'over') return
    await runJobs(world)
  }
  throw new Error('the taking over does not end')
}
