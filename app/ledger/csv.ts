// What opens a table may run a cell that begins like a formula (A7), and turns texts that look like numbers or dates into others. A cell that
// would be touched is led by an apostrophe, as spreadsheets themselves write "this is text"; one apostrophe taken off gives the text back.

/** Begins a formula, in ASCII or as a Japanese keyboard types it; spreadsheets look behind spaces, controls and invisible characters. */
const FORMULA = /^[\s\p{C}\u00ad]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]/u
/** Looks like a number, a date or a time: leading zeros and long numbers would be lost, 1-2 becomes a day of the year. */
const NUMBER_LIKE = /^[\s\p{C}]*[\d\uff10-\uff19][\d\uff10-\uff19.,:/\-\u2010-\u2015\s()eE%]*$/u

/** A text as a cell that opens as the text it is. */
export const textCell = (text: string): string =>
  text.startsWith("'") || /^[\t\r\n]/.test(text) || FORMULA.test(text) || NUMBER_LIKE.test(text) ? `'${text}` : text

/** The text of a cell that `textCell` made. */
export const cellText = (cell: string): string => (cell.startsWith("'") ? cell.slice(1) : cell)
