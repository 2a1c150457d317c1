import { S3Client } from '@aws-sdk/client-s3'
import type { ObjectStore } from './object-store.ts'

/** Somebody waits in front of a page: what a store does not do in three tries of these lengths is given up. In milliseconds. */
export const PATIENCE = { connectionTimeout: 2000, socketTimeout: 5000, requestTimeout: 15_000 }

/** Connections at once: so many uploads and looks go on in one process at most. */
const SOCKETS_MAX = 50

/** A client of an object store. Credentials are found as Amazon's SDK finds them: environment, files, role of the machine. */
export const s3Client = ({ region, endpoint, pathStyle }: ObjectStore, patience = PATIENCE): S3Client =>
  new S3Client({
    region,
    ...(endpoint ? { endpoint } : {}),
    forcePathStyle: pathStyle,
    maxAttempts: 3,
    requestHandler: {
      ...patience,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: SOCKETS_MAX },
      httpsAgent: { maxSockets: SOCKETS_MAX },
    },
  })
