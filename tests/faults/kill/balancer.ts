import { connect, createServer, type Socket } from 'node:net'

/** What stands before the web processes, as a load balancer does: connections in turn, past those that do not answer. */
export interface Balancer {
  /** Breaks every connection that stands, in the middle of whatever is said on it. */
  cut(): void
  close(): Promise<void>
}

/** Spreads the connections to `port` of 127.0.0.1 over `backends`. When none listens, the connection breaks. */
export async function openBalancer(port: number, backends: readonly number[]): Promise<Balancer> {
  const open = new Set<Socket>()
  let turn = 0
  const server = createServer((client) => {
    open.add(client)
    client.once('close', () => open.delete(client)).on('error', () => client.destroy())
    turn += 1
    const order = backends.map((_, at) => backends[(at + turn) % backends.length] ?? 0)
    reach(client, order)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return {
    cut,
    close: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function reach(client: Socket, [first, ...others]: readonly number[]): void {
  if (first === undefined || client.destroyed) {
    client.destroy()
    return
  }
  const backend = connect(first, '127.0.0.1')
  const next = () => reach(client, others)
  backend.once('error', next)
  backend.once('connect', () => {
    backend.off('error', next)
    backend.on('error', () => client.destroy())
    backend.once('close', () => client.destroy())
    client.once('close', () => backend.destroy())
    client.pipe(backend).pipe(client)
  })
}
