// Keeps one of two contents after the other under one name until it is killed: `node put-forever.ts folder|bucket WHERE DOCUMENT NAME SIZE`.
import { folderStorage } from '../../app/documents/folder-storage.server.ts'
import { s3Storage } from '../../app/documents/s3-storage.server.ts'

const [kind, where = '', document = '', name = '', size = '0'] = process.argv.slice(2)
const storage = kind === 'bucket' ? s3Storage(JSON.parse(where)) : folderStorage(where)
for (let turn = 0; ; turn++) {
  await storage.put(document, name, Buffer.alloc(Number(size), turn % 2 === 0 ? 'a' : 'b'))
  if (turn === 0) process.stdout.write('kept\n')
}
