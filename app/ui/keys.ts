/** Where a key is somebody's own: text, choices, and what an input method composes. */
const FIELDS =
  'input:not([type="checkbox"]):not([type="radio"]):not([type="button"]), textarea, select, [contenteditable], [role="combobox"]'

/** Whether a key belongs to whoever types or composes, or is a command of the browser. */
export const isTyping = (event: KeyboardEvent): boolean =>
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  event.isComposing ||
  (event.target instanceof Element && event.target.closest(FIELDS) !== null)

/**
 * The key as the lower-case letter, digit or name that it is on the keyboard. A Japanese or Chinese input method that is switched on gives
 * "Process", a kana or a full-width letter for it: then the place of the key says which it is.
 */
export function keyOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (/^[\x21-\x7e]$/.test(key)) return key.toLowerCase()
  const [, place] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code) ?? []
  return place && (key === 'Process' || [...key].length === 1) ? place.toLowerCase() : key
}
