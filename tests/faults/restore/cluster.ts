import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import pg from 'pg'
import { freePort } from '../../../scripts/ports.ts'
import { type Postgres, startPostgres } from '../../../scripts/postgres.ts'
import { filesIn } from '../../harness/files.ts'

// A base backup is taken while everybody works on: what is torn in it is mended from the log, which must therefore still be there.
const FLAGS = ['fsync=off', 'wal_keep_size=512MB', 'max_connections=60']

/** A PostgreSQL, the folder of documents and the list of erasures, as an operator has them: to be backed up, lost and restored. */
export class Cluster {
  readonly documents: string
  readonly tombstones: string
  private readonly dir: string
  private readonly port: number
  private server: Postgres

  private constructor(dir: string, port: number, server: Postgres) {
    this.dir = dir
    this.port = port
    this.server = server
    this.documents = join(dir, 'app')
    this.tombstones = join(dir, 'tombstones')
    mkdirSync(this.documents, { recursive: true })
  }

  static async open(): Promise<Cluster> {
    const dir = mkdtempSync(join(tmpdir(), 'sekisho-restore-'))
    chmodSync(dir, 0o755) // when root starts it, PostgreSQL runs as another user and has to pass through
    const port = await freePort()
    return new Cluster(dir, port, await startPostgres(join(dir, 'pg'), port, FLAGS))
  }

  get url(): string {
    return this.server.url('sekisho')
  }

  /** The database while it runs (what pg_basebackup does), then the documents. `between`: what happens in the meantime. */
  async backUp(between: () => Promise<unknown>): Promise<void> {
    const to = join(this.dir, 'backup')
    rmSync(to, { recursive: true, force: true })
    mkdirSync(to)
    const client = new pg.Client({ connectionString: this.url })
    await client.connect()
    await client.query(`select pg_backup_start('harness', fast => true)`)
    const during = between()
    copyLiving(join(this.dir, 'pg'), join(to, 'pg'))
    await during
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop(wait_for_archive => false)')
    await client.end()
    rmSync(join(to, 'pg/db/pg_wal'), { recursive: true, force: true })
    copyLiving(join(this.dir, 'pg/db/pg_wal'), join(to, 'pg/db/pg_wal'))
    for (const name of ['postmaster.pid', 'postmaster.opts']) rmSync(join(to, 'pg/db', name), { force: true })
    const label = join(to, 'pg/db/backup_label')
    writeFileSync(label, rows[0]?.labelfile ?? '')
    // Everything in it belongs to whom PostgreSQL runs as.
    execFileSync('chown', ['--reference', join(to, 'pg/db/PG_VERSION'), label])
    cpSync(this.documents, join(to, 'app'), { recursive: true })
  }

  /** Loses the database, and perhaps the documents, for ever. Never the list of erasures: it lies elsewhere. */
  async drop(documentsToo: boolean): Promise<void> {
    await this.server.stop()
    rmSync(join(this.dir, 'pg'), { recursive: true, force: true })
    if (documentsToo) rmSync(this.documents, { recursive: true, force: true })
  }

  /** Puts back what was lost, from the backup. */
  async restore(): Promise<void> {
    execFileSync('cp', ['-a', join(this.dir, 'backup/pg'), join(this.dir, 'pg')])
    if (!existsSync(this.documents)) cpSync(join(this.dir, 'backup/app'), this.documents, { recursive: true })
    this.server = await startPostgres(join(this.dir, 'pg'), this.port, FLAGS)
  }

  /** What lies in storage of a document. */
  objectsOf(id: string): Stored[] {
    return objectsIn(this.documents, id)
  }

  /** The same in the backup. */
  backedUpObjectsOf(id: string): Stored[] {
    return objectsIn(join(this.dir, 'backup/app'), id)
  }

  async close(): Promise<void> {
    await this.server.stop()
    rmSync(this.dir, { recursive: true, force: true })
  }
}

/** Copies a folder whose files come and go. */
function copyLiving(from: string, to: string): void {
  try {
    execFileSync('cp', ['-a', from, to], { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    const lines = String((error as { stderr?: Buffer }).stderr)
      .trim()
      .split('\n')
    if (!lines.every((line) => /No such file or directory|has vanished/.test(line))) throw error
  }
}

interface Stored {
  readonly name: string
  readonly bytes: Buffer
}

const objectsIn = (folder: string, id: string): Stored[] =>
  filesIn(join(folder, 'documents', id.slice(0, 2), id)).map((path) => ({ name: basename(path), bytes: readFileSync(path) }))
