import { type SyntheticEvent, useEffect, useState } from 'react'
import type { Size } from './pose.ts'

interface Props {
  readonly blob: Blob
  readonly onSize: (size: Size) => void
  readonly onFailed: () => void
  readonly alt: string
}

/** One page of a document. The server drew it: no byte of the file itself comes here. Its size is told once it is known. */
export function Picture({ blob, onSize, onFailed, alt }: Props) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(blob)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [blob])
  if (!url) return null
  const onLoad = ({ currentTarget: { naturalWidth, naturalHeight } }: SyntheticEvent<HTMLImageElement>) =>
    onSize({ width: naturalWidth, height: naturalHeight })
  return <img src={url} alt={alt} draggable={false} onLoad={onLoad} onError={onFailed} />
}
