import { jpeg } from '../../harness/files.ts'
import { paper } from '../../harness/pdf.ts'
import { EICAR, type Making, noise, script, word } from './file.ts'

const svg = (inside: string): string => `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${inside}</svg>`

const HEADS = [
  ['JPEG', [0xff, 0xd8, 0xff, 0xe0]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]],
  ['WebP', [...Buffer.from('RIFF'), 0, 8, 0, 0, ...Buffer.from('WEBPVP8 ')]],
  ['PDF', [...Buffer.from('%PDF-1.7\n')]],
  ['HEIC', [0, 0, 0, 24, ...Buffer.from('ftypheic'), 0, 0, 0, 0, ...Buffer.from('mif1heic')]],
] as const

const PROGRAMS = [
  'MZ\x90\0\x03',
  '\x7fELF\x02\x01\x01',
  'PK\x03\x04\x14\0\0\0\x08\0',
  '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
  '\xca\xfe\xba\xbe',
  'GIF89a/*',
]

export const OTHERS: Readonly<Record<string, Making>> = {
  'an SVG': (chance) => {
    const inside = chance.of([
      `<script>alert("${word(chance)}")</script>`,
      `<image href="file:///etc/passwd"/>`,
      `<foreignObject><iframe src="https://evil.example/${word(chance)}"/></foreignObject>`,
      `<text>&a;&a;&a;</text>`,
    ])
    const before = chance.of(['', '\ufeff', '<?xml version="1.0"?>', '<!DOCTYPE svg [<!ENTITY a "&b;&b;"><!ENTITY b "x">]>', '\n\n  '])
    return { what: 'SVG', bytes: Buffer.from(before + svg(inside)), must: ['type'] }
  },
  'a page or a script': (chance) => ({
    what: 'page',
    bytes: Buffer.concat([Buffer.from(chance.of(['<!doctype html>', '<html>', '', '{"a":'])), script(chance)]),
    must: ['type'],
  }),
  'a program, an archive, an office file': (chance) => ({
    what: 'program',
    bytes: Buffer.concat([Buffer.from(chance.of(PROGRAMS), 'latin1'), noise(chance, 3000)]),
    must: ['type'],
  }),
  'the test file of virus scanners': (chance) => ({
    what: 'EICAR',
    bytes: Buffer.from(EICAR + ' '.repeat(chance.under(60))),
    must: ['type'],
  }),
  'nothing, or next to nothing': (chance) => ({ what: 'empty', bytes: noise(chance, chance.under(3)), must: ['empty', 'type'] }),
  'noise behind a good beginning': (chance) => {
    const [what, head] = chance.of(HEADS)
    return {
      what,
      bytes: Buffer.concat([Buffer.from(head), noise(chance, chance.under(6000))]),
      must: ['unreadable', 'type', 'too-many-pixels'],
    }
  },
  'a PDF in a JPEG, a JPEG in a PDF': async (chance) => {
    const [photo, document] = [await jpeg(300, 200), paper('0 0 0 rg 9 9 99 99 re f')]
    const secret = script(chance)
    const both = chance.once(2) ? [photo, document, secret] : [document, photo, secret]
    return { what: 'polyglot', bytes: Buffer.concat(both), must: 'be-either', planted: [secret] }
  },
  'a hostile name': async (chance) => {
    const name = chance.of([
      'licence.jpg.exe',
      'a\0b.jpg',
      '\u202egpj.exe',
      '../../etc/passwd',
      'CON',
      '．．／',
      '%2e%2e%2f',
      'x'.repeat(5000),
    ])
    const asked = chance.once(2) ? { kind: name } : { upload: name }
    return { what: JSON.stringify(name.slice(0, 30)), bytes: await jpeg(300, 200), must: ['bad-input'], asked }
  },
}
