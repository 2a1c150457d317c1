import sharp from 'sharp'

const SHAPES: Record<string, (page: string) => string> = {
  'driving-licence': (page) => (page === 'back' ? card('#eef2f5', back()) : card('#dcebf4', waves() + front())),
  'registry-certificate': () =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1414"><rect width="1000" height="1414" fill="#fffef9"/>
      <rect x="330" y="110" width="340" height="40" fill="#2b2f33"/>${lines(120, 230, 760, 22)}<circle cx="790" cy="1230" r="70" fill="none" stroke="#b3261e" stroke-width="8"/>
      ${mark(500, 760, 110)}</svg>`,
}

/** A card with a portrait: name and birth date above, the yellow bar of its term, the classes in boxes below. */
const front = () =>
  `${bar(50, 44, 64, 14, 0.5)}${bar(134, 36, 330, 30, 0.8)}${bar(520, 44, 44, 14, 0.5)}${bar(584, 38, 230, 26, 0.7)}
   ${rule(84)}${bar(50, 108, 64, 14, 0.5)}${bar(134, 102, 560, 26, 0.7)}${rule(148)}${bar(50, 168, 64, 14, 0.5)}${bar(134, 164, 250, 22, 0.6)}
   <rect x="40" y="208" width="650" height="52" rx="4" fill="#e9b949"/>${bar(60, 223, 410, 24, 0.75)}
   ${bar(50, 290, 64, 14, 0.5)}${bar(134, 286, 420, 20, 0.55)}${bar(134, 326, 330, 20, 0.55)}${rule(372, 650)}
   ${bar(50, 402, 64, 16, 0.5)}${bar(134, 396, 360, 28, 0.8)}${rule(448, 650)}
   ${[472, 512, 552].map((y) => bar(50, y + 6, 200, 16, 0.5)).join('')}
   ${Array.from({ length: 14 }, (_, i) => box(284 + (i % 7) * 58, 470 + Math.floor(i / 7) * 56, i === 4 || i === 9)).join('')}
   <rect x="730" y="176" width="240" height="310" rx="8" fill="#cfd8dc"/><circle cx="850" cy="288" r="62" fill="#90a4ae"/>
   <path d="M748 486c0-78 44-118 102-118s102 40 102 118z" fill="#78909c"/>`

/** The other side: a table of remarks. */
const back = () =>
  `<rect x="50" y="56" width="920" height="30" fill="#b9c4cc"/>
   ${[0, 1, 2, 3, 4, 5].map((i) => `${rule(142 + i * 68)}${i < 5 ? bar(60, 166 + i * 68, 90, 18, 0.45) + bar(190, 164 + i * 68, 640 - ((i * 137) % 320), 22, 0.55) : ''}`).join('')}
   <circle cx="880" cy="556" r="46" fill="none" stroke="#b3261e" stroke-width="6" opacity=".7"/>`

const waves = () =>
  Array.from(
    { length: 11 },
    (_, i) => `<path d="M20 ${70 + i * 52}c160-60 330 60 490 0s330-60 490 0" fill="none" stroke="#7fb3a6" stroke-width="2" opacity=".35"/>`,
  ).join('')

const bar = (x: number, y: number, width: number, height: number, opacity: number) =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="#3f4f59" opacity="${opacity}"/>`

const rule = (y: number, width = 940) => `<rect x="40" y="${y}" width="${width}" height="2" fill="#7b8a94" opacity=".6"/>`

const box = (x: number, y: number, filled: boolean) =>
  `<rect x="${x}" y="${y}" width="50" height="48" fill="${filled ? '#3f4f59' : '#fff'}" fill-opacity="${filled ? 0.65 : 0.5}" stroke="#7b8a94"/>`

const card = (paper: string, inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="1020" height="640"><rect width="1020" height="640" fill="#8d9aa3"/>
    <rect x="10" y="10" width="1000" height="620" rx="36" fill="${paper}" stroke="#7b8a94" stroke-width="3"/>${inside}${mark(510, 360, 88)}</svg>`

const lines = (x: number, y: number, width: number, count: number) =>
  Array.from(
    { length: count },
    (_, i) => `<rect x="${x}" y="${y + i * 42}" width="${width - ((i * 137) % 260)}" height="16" rx="3" fill="#5b6b75" opacity=".55"/>`,
  ).join('')

const mark = (x: number, y: number, size: number) =>
  `<text x="${x}" y="${y}" font-family="sans-serif" font-weight="700" font-size="${size}" text-anchor="middle" fill="#c62828" opacity=".38" transform="rotate(-16 ${x} ${y})">SPECIMEN</text>`

/** A drawn paper that nobody could take for a real one, as JPEG. No paper of a real person is ever used. */
export function specimen(kind: string, page: string): Promise<Buffer> {
  const draw = SHAPES[kind] ?? SHAPES['driving-licence']
  // The app, which the demo's loader shares its process with, reads no drawings: of strangers it must not, of ours it may.
  sharp.unblock({ operation: ['VipsForeignLoadSvgBuffer'] })
  return sharp(Buffer.from(draw?.(page) ?? ''))
    .jpeg({ quality: 88 })
    .toBuffer()
}
