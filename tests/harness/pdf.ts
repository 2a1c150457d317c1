/** A PDF of these objects, numbered from 1; the first is its catalogue. `trailer` adds entries to its trailer. */
export function pdfOf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  let at = pieces[0]?.length ?? 0
  const places = objects.map((object, i) => {
    const place = at
    const piece = Buffer.concat([Buffer.from(`${i + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')])
    pieces.push(piece)
    at += piece.length
    return place
  })
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const size = objects.length + 1
  pieces.push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${lines}`))
  pieces.push(Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R ${trailer}>>\nstartxref\n${at}\n%%EOF\n`))
  return Buffer.concat(pieces)
}

/** A stream object: its entries and its bytes. */
export const stream = (entries: string, bytes: string | Buffer): Buffer => {
  const body = Buffer.from(bytes)
  return Buffer.concat([Buffer.from(`<< ${entries} /Length ${body.length} >>\nstream\n`), body, Buffer.from('\nendstream')])
}

/** A page of every size there is in the world: A4, in points. */
const A4 = '[0 0 595 842]'

/** How often each page is drawn alike, and what stands in the catalogue beside its pages. */
interface Paper {
  readonly pages?: number
  readonly catalogue?: string
  readonly page?: string
  readonly resources?: string
  readonly more?: readonly (string | Buffer)[]
}

/** A PDF whose pages all show what `content` draws. `more` are objects from number 4 + pages on. */
export function paper(content: string, { pages = 1, catalogue = '', page = '', resources = '', more = [] }: Paper = {}): Buffer {
  const kids = Array.from({ length: pages }, (_, i) => `${i + 4} 0 R`).join(' ')
  const one = `<< /Type /Page /Parent 2 0 R /MediaBox ${A4} /Contents 3 0 R /Resources << ${resources} >> ${page} >>`
  return pdfOf([
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages} >>`,
    stream('', content),
    ...Array<string>(pages).fill(one),
    ...more,
  ])
}

/** A page of Japanese as many offices make it: the font is named and not brought along. */
export function japanesePaper(text: string, font = 'MS-Gothic'): Buffer {
  const units = Buffer.from(text, 'utf16le').swap16().toString('hex')
  return paper(`BT /F1 48 Tf 60 700 Td <${units}> Tj ET`, {
    resources: '/Font << /F1 5 0 R >>',
    more: [
      `<< /Type /Font /Subtype /Type0 /BaseFont /${font} /Encoding /UniJIS-UCS2-H /DescendantFonts [6 0 R] >>`,
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${font} /DW 1000 /FontDescriptor 7 0 R
          /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>`,
      `<< /Type /FontDescriptor /FontName /${font} /Flags 4 /FontBBox [0 -137 1000 859] /ItalicAngle 0 /Ascent 859 /Descent -140
          /StemV 80 /CapHeight 859 >>`,
    ],
  })
}
