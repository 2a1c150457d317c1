/** The review desk: claims, filters, keys, contact, watching. */
export const desk = {
  fresh: 'New',
  return: { which: 'Which pages should be sent again?', kept: 'Stays handed in' },
}
