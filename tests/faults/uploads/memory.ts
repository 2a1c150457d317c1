import { readdirSync, readFileSync } from 'node:fs'

const PAGE_BYTES = 4096
const MEGABYTE = 1024 * 1024

/** What our process and those that draw for it hold in memory together, in megabytes; the database beside it does not count. */
export function heldMb(): number {
  let pages = 0
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    try {
      if (Number(pid) !== process.pid && !isDrawing(pid)) continue
      pages += Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
    } catch {
      // It ended meanwhile.
    }
  }
  return (pages * PAGE_BYTES) / MEGABYTE
}

/** A process of ours that draws. */
function isDrawing(pid: string): boolean {
  const parent = /^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('documents/drawing')
}
