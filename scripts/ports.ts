import { createServer } from 'node:net'

/** Whether nothing listens on a port of the loopback interface. */
export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, host, () => probe.close(() => resolve(true)))
  })
}

/** The first of several named ports that is taken. */
export async function firstTakenPort(ports: Readonly<Record<string, number>>): Promise<{ name: string; port: number } | undefined> {
  for (const [name, port] of Object.entries(ports)) if (!(await isFree(port))) return { name, port }
  return undefined
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
