import { ask } from './channel.ts'

/** A token with less life than this is not handed out: the request still has to travel. */
const SECONDS_LEFT_MIN = 5

let current: string | undefined

function secondsLeft(token: string): number {
  const claims = token.split('.')[1] ?? ''
  const { exp } = JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { exp: number }
  return exp - Date.now() / 1000
}

/** A session token of the staff member in front of the screen; asked anew when the last one is about to end. */
export async function idToken(): Promise<string> {
  if (!current || secondsLeft(current) < SECONDS_LEFT_MIN) current = await ask('idToken', null)
  return current
}

/** Forgets the token: the server refused it. */
export function forgetToken(): void {
  current = undefined
}
