import { createHash, timingSafeEqual } from 'node:crypto'
import { ok, type Result, refuse } from '../platform/result.ts'
import { type World, write } from '../platform/world.server.ts'
import type { Account } from './account.ts'
import { openAccount, rowInForce, type Who } from './in-force.server.ts'
import { toYucho, YUCHO } from './yucho.ts'

/** Wrong numbers in a row before the lock. */
const ATTEMPTS_MAX = 3
const LOCK_HOURS = 24
const HOUR_MS = 60 * 60_000

/**
 * A member proves himself with the number of the receiving account, without bank and branch (E03). The number must be whole, zeros in front as
 * the passbook has them or not. Three wrong ones in a row lock it for a day (`not-now`, locked), right ones too; tries at the same moment wait
 * for each other, so that none is free. Who has no account is told the same as who is wrong. Every try is audited.
 */
export function proveByAccount(world: World, who: Who, typed: string): Promise<Result<boolean>> {
  const { shop, customer } = who
  const id = { shopId: shop, customerId: customer }
  return write(world, async (tx) => {
    await tx.$executeRaw`insert into payout_proofs (shop_id, customer_id) values (${shop}, ${customer}) on conflict do nothing`
    const [state] = await tx.$queryRaw<{ failed: number; locked_until: Date | null }[]>`
      select failed, locked_until from payout_proofs where shop_id = ${shop} and customer_id = ${customer} for update`
    const now = world.now()
    if (state?.locked_until && state.locked_until > now) return refuse({ code: 'not-now', because: 'locked' } as const)
    const failed = state?.locked_until ? 0 : (state?.failed ?? 0)
    const row = await rowInForce(tx, who)
    const right = isAmong(row ? numbersOf(await openAccount(world, row)) : [], typed)
    const isLast = failed + 1 >= ATTEMPTS_MAX
    await tx.payoutProof.update({
      where: { shopId_customerId: id },
      data: right
        ? { failed: 0, lockedUntil: null }
        : { failed: failed + 1, lockedUntil: isLast ? new Date(now.getTime() + LOCK_HOURS * HOUR_MS) : null },
    })
    const codes = { right, locked: !right && isLast }
    await tx.auditEntry.create({
      data: { shopId: shop, at: now, actor: 'customer', action: 'payout.prove', subject: `customer:${customer}`, codes },
    })
    return ok(right)
  })
}

/** What its holder may call the number of an account: with ゆうちょ銀行 the 番号 of the passbook too. */
function numbersOf({ country, bank, branch, deposit, number }: Account): readonly string[] {
  const passbook = country === 'JP' && bank === YUCHO && deposit !== '' ? toYucho({ branch, deposit, number }) : null
  return passbook ? [number, passbook.number] : [number]
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/^0+/, '')

const digest = (text: string): Buffer => createHash('sha256').update(plain(text)).digest()

// Digests have one length and each is looked at, so that nothing of a number is told by how long the comparison takes.
function isAmong(numbers: readonly string[], typed: string): boolean {
  const given = digest(typed)
  const same = numbers.map((number) => timingSafeEqual(digest(number), given))
  return same.includes(true) && plain(typed) !== ''
}
