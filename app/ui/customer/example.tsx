import type { ReactNode } from 'react'
import type { Kind } from '../../documents/kinds.ts'
import { SIDES, type Side } from './shots.ts'
import { useWords } from './words.tsx'

/** How a paper of each kind is to be photographed, drawn: which sides, and how it lies. */
const drawingsOf = (kind: Kind): readonly Drawn[] => (kind === 'my-number-card' ? [...SIDES[kind], 'no-back'] : SIDES[kind])
type Drawn = Side | 'no-back'

const CARD = { x: 12, y: 14, width: 96, height: 60, rx: 6 } as const

/** Small drawings of what a good photo shows, and of two that come back. */
export function Example({ kind }: { kind: Kind }) {
  const t = useWords()
  return (
    <ul className="examples" aria-label={t('example.label')}>
      {drawingsOf(kind).map((side) => (
        <Drawing key={side} good={side !== 'no-back'} words={t(`example.${side}`)}>
          <Paper side={side} />
        </Drawing>
      ))}
      <Drawing good={false} words={t('example.glare')}>
        <Paper side={SIDES[kind][0] ?? 'front'} />
        <ellipse cx="74" cy="36" rx="26" ry="18" fill="#fff" opacity="0.92" />
      </Drawing>
      <Drawing good={false} words={t('example.cut')}>
        <g transform="translate(40 22) rotate(9 60 44)">
          <Paper side={SIDES[kind][0] ?? 'front'} />
        </g>
      </Drawing>
    </ul>
  )
}

function Drawing({ good, words, children }: { good: boolean; words: string; children: ReactNode }) {
  return (
    <li className={good ? 'good' : 'bad'}>
      <svg viewBox="0 0 120 88" aria-hidden="true">
        <rect width="120" height="88" rx="8" fill="#dfe6e0" />
        {children}
        <circle cx="104" cy="74" r="10" fill={good ? '#1f7a4d' : '#b3261e'} />
        <path d={good ? 'M99 74l4 4 7-8' : 'M100 70l8 8M108 70l-8 8'} fill="none" stroke="#fff" strokeWidth="2.4" strokeLinecap="round" />
      </svg>
      <span>{words}</span>
    </li>
  )
}

/** Lines of writing, each so wide. */
const lines = (x: number, y: number, widths: readonly number[]) =>
  widths
    .map((width, row) => ({ width, at: y + row * 9 }))
    .map(({ width, at }) => <rect key={at} x={x} y={at} width={width} height="4" rx="2" fill="#8fa398" />)

function Paper({ side }: { side: Drawn }) {
  switch (side) {
    case 'page':
      return (
        <>
          <rect x="34" y="6" width="52" height="76" rx="3" fill="#fff" stroke="#60756a" strokeWidth="1.5" />
          {lines(42, 16, [36, 30, 36, 24, 36, 32])}
        </>
      )
    case 'booklet':
      return (
        <>
          <path d="M12 8h96v36H12z" fill="#f2f5f1" stroke="#60756a" strokeWidth="1.5" />
          <path d="M12 44h96v36H12z" fill="#fff" stroke="#60756a" strokeWidth="1.5" />
          <Face x={20} y={50} />
          {lines(48, 52, [50, 40, 46])}
        </>
      )
    case 'front':
      return (
        <>
          <rect {...CARD} fill="#fff" stroke="#60756a" strokeWidth="1.5" />
          {lines(20, 24, [44, 36, 44, 30, 38])}
          <Face x={78} y={34} />
        </>
      )
    default:
      return (
        <>
          <rect {...CARD} fill="#fff" stroke="#60756a" strokeWidth="1.5" />
          {lines(20, 24, [78, 78, 78, 60, 70])}
        </>
      )
  }
}

const Face = ({ x, y }: { x: number; y: number }) => (
  <g transform={`translate(${x} ${y})`}>
    <rect width="22" height="26" rx="2" fill="#cfdcd3" />
    <circle cx="11" cy="10" r="5" fill="#8fa398" />
    <path d="M3 24c1-7 15-7 16 0z" fill="#8fa398" />
  </g>
)
