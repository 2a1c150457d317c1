/** Where documents lie when not in a folder: a bucket of S3 or of something that speaks as S3 does. */
export interface ObjectStore {
  readonly bucket: string
  readonly region: string
  /** Null: Amazon's own for the region. */
  readonly endpoint: string | null
  /** The bucket in the path of an address and not in its host's name, as most stores that are not Amazon's want it. */
  readonly pathStyle: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

const NAMES = ['SEKISHO_S3_BUCKET', 'SEKISHO_S3_REGION', 'SEKISHO_S3_ENDPOINT', 'SEKISHO_S3_PATH_STYLE'] as const

/** Reads the bucket of an environment, null where none is named; what is wrong goes to `wrong`, a line each, without values. */
export function readObjectStore(env: Environment, production: boolean, wrong: string[]): ObjectStore | null {
  if (NAMES.every((name) => !env[name])) return null
  const {
    SEKISHO_S3_BUCKET: bucket = '',
    SEKISHO_S3_REGION: region = '',
    SEKISHO_S3_ENDPOINT: endpoint,
    SEKISHO_S3_PATH_STYLE: style,
  } = env
  if (!bucket) wrong.push('SEKISHO_S3_BUCKET is missing: other settings of an object store are there')
  else if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) wrong.push('SEKISHO_S3_BUCKET is not the name of a bucket')
  if (!region) wrong.push('SEKISHO_S3_REGION is missing: a signature needs one, also where the store does not care (then: us-east-1)')
  if (style && !['0', '1'].includes(style)) wrong.push('SEKISHO_S3_PATH_STYLE must be 1 or 0')
  const pathStyle = style === '1'
  if (bucket.includes('.') && !pathStyle)
    wrong.push('SEKISHO_S3_BUCKET has a dot, which no certificate covers: SEKISHO_S3_PATH_STYLE must be 1')
  if (endpoint) wrong.push(...endpointFaults(endpoint, production))
  if (Boolean(env.AWS_ACCESS_KEY_ID) !== Boolean(env.AWS_SECRET_ACCESS_KEY))
    wrong.push('AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be given together')
  return { bucket, region, endpoint: endpoint?.replace(/\/$/, '') || null, pathStyle }
}

function endpointFaults(endpoint: string, production: boolean): string[] {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  if (!url || !['http:', 'https:'].includes(url.protocol)) return ['SEKISHO_S3_ENDPOINT must be an address that begins with https://']
  const faults: string[] = []
  if (production && url.protocol !== 'https:') faults.push('SEKISHO_S3_ENDPOINT must be https')
  if (url.username || url.password) faults.push('SEKISHO_S3_ENDPOINT must not hold credentials')
  if (url.pathname !== '/' || url.search || url.hash)
    faults.push('SEKISHO_S3_ENDPOINT must end after the host: the bucket has a variable of its own')
  return faults
}
