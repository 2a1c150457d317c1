import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'

/** A line to the database that can be broken. While it is, whoever comes is cut off at once: no other program can take its port meanwhile. */
export interface Line {
  /** The address of the database over this line. */
  readonly url: string
  breakNow(): void
  /** Breaks as soon as these words are said on it. */
  breakAt(words: string): void
  mend(): void
  isBroken(): boolean
  /** How many came in vain since it broke. */
  inVain(): number
}

/** Opens a line to the database at `url`; it closes with the process. */
export async function openLine(url: string): Promise<Line> {
  const open = new Set<Socket>()
  let broken = false
  let inVain = 0
  let words: string | null = null
  const breakNow = () => {
    broken = true
    inVain = 0
    words = null
    for (const socket of open) socket.destroy()
  }
  const to = new URL(url)
  const server = createServer((client) => {
    client.on('error', () => client.destroy())
    if (broken) {
      inVain += 1
      client.destroy()
      return
    }
    const database = connect(Number(to.port), to.hostname).on('error', () => client.destroy())
    for (const [one, other] of [[client, database] as const, [database, client] as const]) {
      open.add(one)
      one.once('close', () => {
        open.delete(one)
        other.destroy()
      })
    }
    client.on('data', (said) => {
      if (words !== null && said.includes(words)) breakNow()
      else database.write(said)
    })
    database.on('data', (said) => client.write(said))
  })
  server.unref()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const here = new URL(url)
  here.hostname = '127.0.0.1'
  here.port = String((server.address() as AddressInfo).port)
  return {
    url: here.href,
    breakNow,
    breakAt: (told) => {
      words = told
    },
    mend: () => {
      broken = false
    },
    isBroken: () => broken,
    inVain: () => inVain,
  }
}
