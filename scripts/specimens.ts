import sharp from 'sharp'

const SHAPES: Record<string, (page: string) => string> = {
  'driving-licence': (page) =>
    page === 'back'
      ? card('#eef2f5', `<rect x="60" y="70" width="900" height="26" fill="#b9c4cc"/>${lines(60, 140, 900, 7)}`)
      : card(
          '#dcebf4',
          `<rect x="40" y="36" width="940" height="54" fill="#bcd8ea"/><rect x="60" y="120" width="620" height="34" fill="#e9b949"/>${lines(60, 180, 600, 6)}
           <rect x="730" y="150" width="230" height="300" rx="6" fill="#cfd8dc"/><circle cx="845" cy="250" r="58" fill="#90a4ae"/><path d="M755 450c0-70 40-110 90-110s90 40 90 110z" fill="#90a4ae"/>`,
        ),
  'registry-certificate': () =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="1414"><rect width="1000" height="1414" fill="#fffef9"/>
      <rect x="330" y="110" width="340" height="40" fill="#2b2f33"/>${lines(120, 230, 760, 22)}<circle cx="790" cy="1230" r="70" fill="none" stroke="#b3261e" stroke-width="8"/>
      ${mark(500, 760, 110)}</svg>`,
}

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
  return sharp(Buffer.from(draw?.(page) ?? ''))
    .jpeg({ quality: 88 })
    .toBuffer()
}
