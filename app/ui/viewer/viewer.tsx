import { Button, ButtonGroup, InlineStack, Spinner, Text } from '@shopify/polaris'
import {
  ArrowDownIcon,
  ChevronLeftIcon,
  ChevronRightIcon,
  MaximizeIcon,
  MinusIcon,
  PlusIcon,
  RotateRightIcon,
} from '@shopify/polaris-icons'
import { type ReactNode, useEffect, useState } from 'react'
import { useT } from '../words.tsx'
import type { Shown } from './documents.ts'
import { download, type Fetched, useFetched } from './fetched.ts'
import { useViewerKeys } from './keys.ts'
import { Picture } from './picture.tsx'
import { fitted, type Pose, type Size, turned, UPRIGHT, ZOOM_MAX, zoomed } from './pose.ts'
import { Stage } from './stage.tsx'

interface Props {
  readonly documents: readonly Shown[]
  readonly selected: number
  readonly onSelect: (index: number) => void
  readonly title: (document: Shown) => string
}

/** Looks at documents one at a time: zoom, turn, drag, pages, download (C12). By mouse, finger or keyboard. */
export function Viewer({ documents, selected, onSelect, title }: Props) {
  const document = documents[selected]
  if (!document) return null
  const go = (by: number) => onSelect(Math.min(documents.length - 1, Math.max(0, selected + by)))
  // Another document begins at its first page, upright.
  return <OneDocument key={document.facts.id} id={document.facts.id} alt={title(document)} go={go} />
}

function OneDocument({ id, alt, go }: { id: string; alt: string; go: (by: number) => void }) {
  const [pose, setPose] = useState(UPRIGHT)
  const [page, setPage] = useState(1)
  const [pages, setPages] = useState(1)
  const { fetched, retry } = useFetched(id, page)
  useEffect(() => {
    if (fetched.state === 'here') setPages(fetched.pages)
  }, [fetched])
  const open = (number: number) => {
    setPage(number)
    setPose(UPRIGHT)
  }
  const zoom = (steps: number) => setPose((before) => zoomed(before, steps))
  const turn = () => setPose(turned)
  const fit = () => setPose(fitted)
  useViewerKeys({
    next: () => go(1),
    previous: () => go(-1),
    nearer: () => zoom(1),
    farther: () => zoom(-1),
    turn,
    fit,
    nextPage: () => open(Math.min(pages, page + 1)),
    previousPage: () => open(Math.max(1, page - 1)),
  })
  return (
    <div>
      <Tools id={id} pose={pose} onZoom={zoom} onTurn={turn} onFit={fit}>
        <Pages page={page} pages={pages} onPage={open} />
      </Tools>
      <Look key={page} fetched={fetched} retry={retry} pose={pose} onPose={setPose} alt={alt} />
    </div>
  )
}

interface ToolsProps {
  readonly id: string
  readonly pose: Pose
  readonly onZoom: (steps: number) => void
  readonly onTurn: () => void
  readonly onFit: () => void
  readonly children: ReactNode
}

function Tools({ id, pose, onZoom, onTurn, onFit, children }: ToolsProps) {
  const t = useT()
  const [saving, setSaving] = useState(false)
  const save = () => {
    setSaving(true)
    download(id)
      .catch(() => shopify.toast.show(t('viewer.failed'), { isError: true }))
      .finally(() => setSaving(false))
  }
  return (
    <div className="sekisho-tools" role="toolbar">
      <ButtonGroup gap="tight">
        <Button icon={PlusIcon} accessibilityLabel={t('viewer.zoomIn')} onClick={() => onZoom(1)} disabled={pose.zoom >= ZOOM_MAX} />
        <Button icon={MinusIcon} accessibilityLabel={t('viewer.zoomOut')} onClick={() => onZoom(-1)} disabled={pose.zoom <= 1} />
        <Button icon={MaximizeIcon} accessibilityLabel={t('viewer.fit')} onClick={onFit} />
        <Button icon={RotateRightIcon} accessibilityLabel={t('viewer.rotate')} onClick={onTurn} />
      </ButtonGroup>
      {children}
      <Button icon={ArrowDownIcon} onClick={save} loading={saving}>
        {t('viewer.download')}
      </Button>
    </div>
  )
}

interface LookProps {
  readonly fetched: Fetched
  readonly retry: () => void
  readonly pose: Pose
  readonly onPose: (pose: Pose) => void
  readonly alt: string
}

function Look({ fetched, retry, pose, onPose, alt }: LookProps) {
  const t = useT()
  const [size, setSize] = useState<Size | null>(null)
  const [unreadable, setUnreadable] = useState(false)
  const failed = fetched.state === 'failed' || unreadable
  return (
    <div className="sekisho-look">
      <Stage pose={pose} size={size} onPose={onPose} label={t('viewer.canvas')}>
        {fetched.state === 'here' && !unreadable && (
          <Picture blob={fetched.blob} alt={alt} onSize={setSize} onFailed={() => setUnreadable(true)} />
        )}
      </Stage>
      {!failed && !size && (
        <div className="sekisho-over" role="status">
          <Spinner accessibilityLabel={t('viewer.loading')} />
        </div>
      )}
      {failed && (
        <div className="sekisho-over" role="alert">
          <Text as="p">{t('viewer.failed')}</Text>
          {!unreadable && <Button onClick={retry}>{t('common.retry')}</Button>}
        </div>
      )}
    </div>
  )
}

function Pages({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const t = useT()
  if (pages < 2) return null
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button icon={ChevronLeftIcon} accessibilityLabel={t('common.previous')} onClick={() => onPage(page - 1)} disabled={page === 1} />
      <Text as="span">{t('viewer.page', { page, pages })}</Text>
      <Button icon={ChevronRightIcon} accessibilityLabel={t('common.next')} onClick={() => onPage(page + 1)} disabled={page === pages} />
    </InlineStack>
  )
}
