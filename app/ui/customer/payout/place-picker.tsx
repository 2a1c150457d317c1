import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import type { Place } from '../../../payout/bank-search.ts'
import { useWords } from '../words.tsx'

interface PlacePickerProps {
  name: 'bank' | 'branch'
  label: string
  hint: string
  fault: string | null
  chosen: Place | null
  /** Code of the bank whose branches are looked for; null: banks. */
  bank: string | null
  onChoose: (place: Place | null) => void
}

/** A bank or a branch, found while typing by name, reading or code. By keyboard: up, down, Enter, Escape. */
export function PlacePicker({ name, label, hint, fault, chosen, bank, onChoose }: PlacePickerProps) {
  const t = useWords()
  const id = `payout-${name}`
  const list = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const [active, setActive] = useState(0)
  const { places, state } = usePlaces(typed, bank)
  const open = typed !== null
  const choose = (place: Place) => {
    onChoose(place)
    setTyped(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      if (!open) setTyped('')
      else if (places.length > 0) setActive((now) => (now + (event.key === 'ArrowDown' ? 1 : places.length - 1)) % places.length)
    }
    const at = places[active]
    if (event.key === 'Enter' && open) {
      event.preventDefault()
      if (at) choose(at)
    }
    if (event.key === 'Escape' && open) setTyped(null)
  }
  return (
    <div className={fault ? 'field faulty' : 'field'}>
      <label htmlFor={id}>{label}</label>
      <div className="picker-box">
        <input
          id={id}
          type="text"
          role="combobox"
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={open && places[active] ? `${list}-${active}` : undefined}
          aria-invalid={fault !== null}
          aria-describedby={[`${id}-hint`, fault ? `${id}-fault` : ''].join(' ').trim()}
          autoComplete="off"
          value={typed ?? (chosen ? shown(chosen) : '')}
          onFocus={(event) => event.target.select()}
          onClick={() => setTyped((now) => now ?? '')}
          onChange={(event) => {
            setTyped(event.target.value)
            setActive(0)
            if (chosen) onChoose(null)
          }}
          onBlur={() => setTyped(null)}
          onKeyDown={onKeyDown}
        />
        <PlaceList id={list} open={open} places={places} active={active} onChoose={choose} label={label} />
        <p className="picker-state" role="status">
          {open && state === 'none' ? t('payout.nothing') : open && state === 'silent' ? t('trouble.offline') : ''}
        </p>
      </div>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {fault && (
        <p className="fault" id={`${id}-fault`}>
          {fault}
        </p>
      )}
    </div>
  )
}

const shown = ({ name, code }: Place): string => `${name}（${code}）`

interface PlaceListProps {
  id: string
  open: boolean
  places: readonly Place[]
  active: number
  label: string
  onChoose: (place: Place) => void
}

function PlaceList({ id, open, places, active, label, onChoose }: PlaceListProps) {
  const at = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is marked must be in sight whenever the mark moves
  useEffect(() => at.current?.scrollIntoView({ block: 'nearest' }), [active])
  return (
    <div id={id} role="listbox" aria-label={label} className="places" hidden={!open || places.length === 0}>
      {places.map((place, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard is the combobox's
        <div
          key={place.code}
          id={`${id}-${index}`}
          ref={index === active ? at : undefined}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onChoose(place)}
        >
          <span>{place.name}</span>
          <small>{place.code}</small>
        </div>
      ))}
    </div>
  )
}

const PAUSE_MS = 150

/** What is found for a text; nothing while none is typed. The last answer stays until the next is here. */
function usePlaces(typed: string | null, bank: string | null): { places: readonly Place[]; state: 'found' | 'none' | 'silent' | 'still' } {
  const [found, setFound] = useState<{ places: readonly Place[]; state: 'found' | 'none' | 'silent' }>({ places: [], state: 'found' })
  useEffect(() => {
    if (typed === null) return
    const asked = new AbortController()
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ q: typed, ...(bank === null ? {} : { bank }) })
      const places = await fetch(`/customer/banks?${query}`, { signal: asked.signal })
        .then((response) => (response.ok ? (response.json() as Promise<{ places: Place[] }>) : null))
        .catch(() => null)
      if (!asked.signal.aborted)
        setFound(places ? { ...places, state: places.places.length > 0 ? 'found' : 'none' } : { places: [], state: 'silent' })
    }, PAUSE_MS)
    return () => {
      clearTimeout(timer)
      asked.abort()
    }
  }, [typed, bank])
  return typed === null ? { places: [], state: 'still' } : found
}
