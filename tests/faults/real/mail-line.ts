import { connect, createServer, type Socket } from 'node:net'

/** How the line to the mail server fares: it works, nobody answers, or it breaks when the mail has gone over and before its answer. */
export type Line = 'works' | 'is down' | 'breaks after the mail'

/** The line between the app and a mail server. */
export interface MailLine {
  state: Line
  close(): Promise<void>
}

const END_OF_MAIL = '\r\n.\r\n'

/** Carries what is said to `port` of this machine on to the mail server at `server`. */
export async function openMailLine(port: number, server: number): Promise<MailLine> {
  const open = new Set<Socket>()
  const line: MailLine = { state: 'works', close: async () => {} }
  const listener = createServer((client) => {
    if (line.state === 'is down') return void client.destroy()
    const far = connect(server, '127.0.0.1')
    for (const socket of [client, far]) {
      open.add(socket)
      socket
        .on('error', () => {})
        .once('close', () => {
          open.delete(socket)
          for (const other of [client, far]) other.destroy()
        })
    }
    let tail = ''
    client.on('data', (piece: Buffer) => {
      if (line.state === 'is down') return void client.destroy()
      far.write(piece)
      tail = (tail + piece.toString('latin1')).slice(-END_OF_MAIL.length)
      // The mail server has it, and says so to nobody.
      if (line.state === 'breaks after the mail' && tail === END_OF_MAIL) far.once('data', () => client.destroy())
    })
    far.on('data', (piece: Buffer) => {
      if (!client.destroyed) client.write(piece)
    })
  })
  await new Promise<void>((resolve, reject) => listener.once('error', reject).listen(port, '127.0.0.1', resolve))
  line.close = async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => listener.close(resolve))
  }
  return line
}
