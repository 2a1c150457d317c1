import { METAFIELD_TYPES } from './metafield-values.ts'
import { type FieldError, fieldError } from './outcome.ts'

export interface DefinitionDraft {
  readonly ownerType: string
  /** Resolved. */
  readonly namespace: string
  readonly key: string
  readonly name?: string | undefined
  readonly description?: string | null | undefined
  readonly type?: string | undefined
  readonly validations?: readonly { readonly name: string; readonly value: string }[] | undefined
  readonly access?:
    | { readonly admin?: string | undefined; readonly storefront?: string | undefined; readonly customerAccount?: string | undefined }
    | undefined
  readonly capabilities?:
    | {
        readonly adminFilterable?: boolean | undefined
        readonly uniqueValues?: boolean | undefined
        readonly smartCollectionCondition?: boolean | undefined
      }
    | undefined
  readonly constraints?: { readonly key: string; readonly values: readonly string[] } | undefined
  readonly pin?: boolean | undefined
}

const TEXT_OPTIONS = ['min', 'max', 'regex']
const NUMBER_OPTIONS = ['min', 'max']

// What may be asked of the values of a type.
function optionsOf(type: string): readonly string[] {
  const base = type.replace(/^list\./, '')
  const list = type.startsWith('list.') ? ['list.min', 'list.max'] : []
  if (base === 'single_line_text_field') return [...TEXT_OPTIONS, 'choices', ...list]
  if (base === 'multi_line_text_field' || base === 'id') return TEXT_OPTIONS
  if (base.startsWith('number_')) return [...NUMBER_OPTIONS, 'max_precision', 'choices', ...list]
  if (base.startsWith('date') || ['dimension', 'volume', 'weight'].includes(base)) return [...NUMBER_OPTIONS, ...list]
  if (base === 'rating') return ['scale_min', 'scale_max', ...list]
  if (base === 'json') return ['schema']
  if (base === 'url' || base === 'link') return ['allowed_domains', ...list]
  if (base === 'file_reference') return ['file_type_options', ...list]
  if (base === 'metaobject_reference' || base === 'mixed_reference')
    return ['metaobject_definition_id', 'metaobject_definition_ids', ...list]
  return list
}

/** What is wrong with the validations somebody asks of a type. */
export function validationErrors(type: string, validations: DefinitionDraft['validations']): FieldError[] {
  const path = ['definition', 'validations']
  return (validations ?? []).flatMap(({ name, value }) => {
    if (!optionsOf(type).includes(name)) {
      const message = `Validations value for option ${name} contains an invalid value: '${name}' isn't supported for ${type}.`
      return [fieldError(path, message, 'INVALID_OPTION')]
    }
    const says = (what: string) => [fieldError(path, `Validations value for option ${name} must be ${what}.`, 'INVALID_OPTION')]
    if (name !== 'min' && name !== 'max') return []
    if (type.endsWith('number_decimal')) return /^[+-]?\d+(\.\d+)?$/.test(value) ? [] : says('a decimal')
    if (type.endsWith('number_integer') || type.endsWith('_text_field')) return /^[+-]?\d+$/.test(value) ? [] : says('an integer')
    return []
  })
}

function lengthErrors(field: string, label: string, text: string, min: number, max: number): FieldError[] {
  const path = ['definition', field]
  if (text === '') return [fieldError(path, `${label} can't be blank`, 'BLANK')]
  if ([...text].length < min) return [fieldError(path, `${label} is too short (minimum is ${min} characters)`, 'TOO_SHORT')]
  if ([...text].length > max) return [fieldError(path, `${label} is too long (maximum is ${max} characters)`, 'TOO_LONG')]
  return []
}

/** What is wrong with the name and description. */
export function wordErrors(draft: DefinitionDraft): FieldError[] {
  const name = draft.name === undefined ? [] : lengthErrors('name', 'Name', draft.name, 1, 255)
  const description = draft.description ? lengthErrors('description', 'Description', draft.description, 1, 255) : []
  return [...name, ...description]
}

/** What is wrong with namespace, key and type. */
export function identityErrors(draft: DefinitionDraft): FieldError[] {
  const named = [
    ['namespace', 'Namespace', draft.namespace, 3, 255],
    ['key', 'Key', draft.key, 2, 64],
  ] as const
  const errors = named.flatMap(([field, label, text, min, max]) => {
    const length = lengthErrors(field, label, text, min, max)
    if (length.length || /^[A-Za-z0-9_-]+$/.test(text)) return length
    return [fieldError(['definition', field], `${label} contains one or more invalid characters.`, 'INVALID_CHARACTER')]
  })
  if (METAFIELD_TYPES.includes(draft.type ?? '')) return errors
  return [...errors, fieldError(['definition', 'type'], `Type name ${draft.type} is not a valid type.`, 'INCLUSION')]
}

/** Who may read and write is the app's to say in its own namespace only. */
export function accessErrors(draft: DefinitionDraft, code: string): FieldError[] {
  if (!draft.access?.admin || draft.namespace.startsWith('app--') || draft.access.admin === 'PUBLIC_READ_WRITE') return []
  return [fieldError(['definition'], 'Setting this access control is not permitted. It must be one of ["public_read_write"].', code)]
}
