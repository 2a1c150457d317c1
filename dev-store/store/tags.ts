import { type FieldError, fieldError } from './outcome.ts'

const TAGS_MAX = 250
const TAG_LENGTH_MAX = 255

const fold = (tag: string) => tag.toLowerCase()
const byLetters = (a: string, b: string) => (fold(a) < fold(b) ? -1 : fold(a) > fold(b) ? 1 : 0)

/** Tags as Shopify reads them: split at commas, trimmed, unique ignoring case (first spelling wins), in alphabetical order ignoring case. */
export function readTags(input: readonly string[]): string[] {
  const unique = new Map<string, string>()
  for (const part of input.flatMap((text) => text.split(','))) {
    const tag = part.trim()
    if (tag && !unique.has(fold(tag))) unique.set(fold(tag), tag)
  }
  return [...unique.values()].sort(byLetters)
}

/** The list with these tags in it; spellings that are there already stay. */
export const withTags = (present: readonly string[], added: readonly string[]): string[] => readTags([...present, ...added])

/** The list without these tags, whatever their case. */
export function withoutTags(present: readonly string[], removed: readonly string[]): string[] {
  const gone = new Set(readTags(removed).map(fold))
  return present.filter((tag) => !gone.has(fold(tag)))
}

/** What a list gained and lost against another; spelling alone is no difference. */
export function tagChanges(before: readonly string[], after: readonly string[]): { added: string[]; removed: string[] } {
  return { added: withoutTags(after, before), removed: withoutTags(before, after) }
}

/** What Shopify says about a list that is too long or holds too long a tag. */
export function tagErrors(tags: readonly string[]): FieldError[] {
  if (tags.length > TAGS_MAX) return [fieldError(['tags'], `Tags cannot be more than ${TAGS_MAX}`)]
  if (tags.some((tag) => [...tag].length > TAG_LENGTH_MAX)) {
    return [fieldError(['tags'], `Tags is too long (maximum is ${TAG_LENGTH_MAX} characters)`)]
  }
  return []
}
