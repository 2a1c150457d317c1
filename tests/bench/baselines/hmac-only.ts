// The limit of the webhook bench: a bare HTTP server that checks the HMAC over the raw body and answers 200. Keeps nothing.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const [port = '0', secret = ''] = process.argv.slice(2)

createServer((req, res) => {
  const pieces: Buffer[] = []
  req.on('data', (piece: Buffer) => pieces.push(piece))
  req.on('end', () => {
    const expected = createHmac('sha256', secret).update(Buffer.concat(pieces)).digest()
    const given = Buffer.from(String(req.headers['x-shopify-hmac-sha256'] ?? ''), 'base64')
    const signed = given.length === expected.length && timingSafeEqual(given, expected)
    res.writeHead(signed ? 200 : 401, { 'Content-Length': '0' }).end()
  })
}).listen(Number(port), 'localhost')
