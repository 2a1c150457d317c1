/** What is wrong with a metafield's value, in Shopify's words. */
export interface ValueProblem {
  readonly field: 'type' | 'value'
  readonly message: string
  readonly code: string
}

type Validations = readonly { readonly name: string; readonly value: string }[]

const REFERENCES = [
  'article_reference',
  'collection_reference',
  'company_reference',
  'customer_reference',
  'file_reference',
  'metaobject_reference',
  'mixed_reference',
  'order_reference',
  'page_reference',
  'product_reference',
  'product_taxonomy_value_reference',
  'variant_reference',
]
const SCALARS = [
  'boolean',
  'color',
  'date',
  'date_time',
  'dimension',
  'id',
  'json',
  'language',
  'link',
  'money',
  'multi_line_text_field',
  'number_decimal',
  'number_integer',
  'rating',
  'rich_text_field',
  'single_line_text_field',
  'url',
  'volume',
  'weight',
]
const LISTABLE = [...REFERENCES, ...SCALARS].filter(
  (type) => !['boolean', 'id', 'json', 'language', 'money', 'multi_line_text_field', 'rich_text_field'].includes(type),
)

/** Every type a metafield can have, in alphabetical order. */
export const METAFIELD_TYPES: readonly string[] = [...REFERENCES, ...SCALARS, ...LISTABLE.map((type) => `list.${type}`)].sort()

/** What kind of thing a type holds, as Shopify groups them. */
export function categoryOf(type: string): string {
  const base = type.replace(/^list\./, '')
  if (base.endsWith('_reference')) return 'REFERENCE'
  if (base.startsWith('number_')) return 'NUMBER'
  if (base.startsWith('date')) return 'DATE_TIME'
  if (['dimension', 'volume', 'weight'].includes(base)) return 'MEASUREMENT'
  if (base === 'boolean') return 'TRUE_FALSE'
  if (['single_line_text_field', 'multi_line_text_field', 'rich_text_field'].includes(base)) return 'TEXT'
  return base.toUpperCase()
}

function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const RULES: Record<string, readonly [(text: string) => boolean, string]> = {
  boolean: [(text) => text === 'true' || text === 'false', 'Value must be true or false.'],
  number_integer: [(text) => /^[+-]?\d+$/.test(text) && Number.isSafeInteger(Number(text)), 'Value must be an integer.'],
  number_decimal: [(text) => /^[+-]?\d+(\.\d+)?$/.test(text), 'Value must be a decimal.'],
  date: [isDate, 'Value must be in YYYY-MM-DD format.'],
  date_time: [
    (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?/.test(text) && !Number.isNaN(Date.parse(text)),
    'Value must be in YYYY-MM-DDTHH:MM:SS format.',
  ],
  single_line_text_field: [(text) => !/[\r\n]/.test(text), 'Value must be a single line text string.'],
  json: [isJson, 'Value is invalid JSON.'],
  color: [(text) => /^#[0-9a-f]{6}$/i.test(text), 'Value must be a valid hex color code.'],
  url: [
    (text) => /^(https?|mailto|sms|tel):/i.test(text),
    'Value must be one of the following URL schemes: http, https, mailto, sms, tel.',
  ],
}

function outOfLimits(type: string, text: string, validations: Validations): string | undefined {
  const measure = type.startsWith('number_') ? Number(text) : [...text].length
  const unit = type.startsWith('number_') ? 'value' : 'length'
  for (const { name, value } of validations) {
    if (name === 'min' && measure < Number(value)) return `Value has a minimum ${unit} of ${value}.`
    if (name === 'max' && measure > Number(value)) return `Value has a maximum ${unit} of ${value}.`
    if (name === 'regex' && !new RegExp(value).test(text)) return `Value does not match the validation pattern.`
    if (name === 'choices' && !(JSON.parse(value) as string[]).includes(text)) {
      return `Value does not exist in provided choices: ${value}.`
    }
  }
  return undefined
}

/** The first thing Shopify would say against this value of this type, or undefined. */
export function valueProblem(type: string, value: string, validations: Validations): ValueProblem | undefined {
  if (!METAFIELD_TYPES.includes(type)) {
    return { field: 'type', message: `Type must be one of the following: ${METAFIELD_TYPES.join(', ')}.`, code: 'INCLUSION' }
  }
  if (value === '') return { field: 'value', message: "Value can't be blank", code: 'BLANK' }
  const invalid = (message: string): ValueProblem => ({ field: 'value', message, code: 'INVALID_VALUE' })
  if (type.startsWith('list.')) return isJson(value) && Array.isArray(JSON.parse(value)) ? undefined : invalid('Value must be an array.')
  if (type.endsWith('_reference') && !/^gid:\/\/shopify\/\w+\/\d+$/.test(value)) return invalid('Value must be a valid gid.')
  const rule = RULES[type]
  if (rule && !rule[0](value)) return invalid(rule[1])
  const limit = outOfLimits(type, value, validations)
  return limit === undefined ? undefined : invalid(limit)
}
