import { SMTPServer } from 'smtp-server'
import { type Mailbox, receiveMail } from './mailbox.ts'

const SIZE_MAX = 30 * 1024 * 1024

export interface Sink {
  readonly port: number
  readonly close: () => Promise<void>
}

/** An SMTP server that keeps what it gets and sends nothing on. Port 0 takes any free one. Rejects when the port is taken. */
export function openSink(mailbox: Mailbox, port: number, now: () => Date): Promise<Sink> {
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    size: SIZE_MAX,
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        receiveMail(mailbox, Buffer.concat(chunks), now()).then(() => done(), done)
      })
    },
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      // A client that hangs up mid-sentence is no reason to stop.
      server.on('error', () => {})
      const bound = server.server.address()
      const close = () => new Promise<void>((closed) => server.close(() => closed()))
      resolve({ port: typeof bound === 'object' && bound ? bound.port : port, close })
    })
  })
}
