// The stored text of a document with marks, and the way from one to the next.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { operation, useAsk } from './api'
import type { PassageCitationQuery, PassageCitationQueryVariables } from './gen'
import { t } from './i18n'
import textOps from './ops/text.graphql?raw'
import { server } from './state'
import type { Mark } from './types'
import { Copy } from './ui'

const citationOf = operation<PassageCitationQuery, PassageCitationQueryVariables>(textOps, 'PassageCitation')

interface Piece { readonly from: number; readonly to: number; readonly marks: readonly Mark[] }

/** cut divides a paragraph at the ends of its marks, which may lie over one another. */
function cut(from: number, to: number, marks: readonly Mark[]): Piece[] {
  const edges = new Set([from, to])
  for (const m of marks) {
    if (m.start > from && m.start < to) edges.add(m.start)
    if (m.end > from && m.end < to) edges.add(m.end)
  }
  const at = [...edges].sort((a, b) => a - b)
  return at.slice(1).map((end, i) => {
    const start = at[i] as number
    return { from: start, to: end, marks: marks.filter((m) => m.start <= start && m.end >= end) }
  })
}

export interface ReaderProps {
  readonly text: string
  readonly marks: readonly Mark[] // by start
  readonly at?: { readonly start: number; readonly end: number; readonly evidence: string } | undefined
  readonly onChoose?: (m: Mark) => void
  readonly heading?: string
}

/** Reader shows a text, paragraph by paragraph; the browser lays out only those in view, and its own search finds all. */
export function Reader({ text, marks, at, onChoose, heading }: ReaderProps) {
  const box = useRef<HTMLDivElement>(null)
  const paragraphs = useMemo(() => {
    const out: Piece[] = []
    let next = 0
    for (let from = 0; from <= text.length; ) {
      let to = text.indexOf('\n', from)
      if (to < 0) to = text.length
      while (next < marks.length && (marks[next] as Mark).end <= from) next++
      const inside: Mark[] = []
      for (let i = next; i < marks.length && (marks[i] as Mark).start < to; i++) if ((marks[i] as Mark).end > from) inside.push(marks[i] as Mark)
      if (to > from) out.push({ from, to, marks: inside })
      from = to + 1
    }
    return out
  }, [text, marks])
  const stops = useMemo(() => marks.filter((m, i, all) => m.kind !== 'self' && (i === 0 || m.start !== (all[i - 1] as Mark).start)), [marks])
  const here = at ? stops.findIndex((m) => m.start >= at.start) : -1
  useEffect(() => {
    if (!at) return
    const scroll = (): void => {
      const e = box.current?.querySelector<HTMLElement>('mark.current')
      if (!e || !box.current) return
      const outer = box.current.getBoundingClientRect()
      box.current.scrollTop += e.getBoundingClientRect().top - outer.top - outer.height / 3
    }
    scroll()
    const again = requestAnimationFrame(() => requestAnimationFrame(scroll)) // paragraphs out of view get their height late
    return () => cancelAnimationFrame(again)
  }, [at?.start, at?.end, text])
  const step = (by: number) => {
    const m = stops[Math.min(stops.length - 1, Math.max(0, here < 0 ? 0 : here + by))]
    if (m) onChoose?.(m)
  }
  return (
    <div class="reader">
      <div class="reader-bar">
        {heading ? <b class="reader-title" lang="zh">{heading}</b> : null}
        <span>{stops.length} {t('ofMarks')}</span>
        <button type="button" class="quiet" disabled={!stops.length || here === 0} onClick={() => step(-1)}>{t('prevMark')}</button>
        <button type="button" class="quiet" disabled={!stops.length || here === stops.length - 1} onClick={() => step(1)}>{t('nextMark')}</button>
        {at?.evidence ? <Cite evidence={at.evidence} /> : null}
      </div>
      <div class="reader-text" lang="zh" ref={box} tabIndex={0} role="region" aria-label={heading ?? t('reader')}>
        {paragraphs.map((p) => <Paragraph key={p.from} piece={p} text={text} at={at && at.start < p.to && at.end > p.from ? at : undefined} onChoose={onChoose} />)}
      </div>
    </div>
  )
}

function Paragraph({ piece, text, at, onChoose }: { piece: Piece; text: string; at: ReaderProps['at']; onChoose: ReaderProps['onChoose'] }) {
  const extra: Mark[] = at ? [{ start: at.start, end: at.end, kind: 'found', key: '', evidence: at.evidence, title: '' }] : []
  return (
    <p>
      {cut(piece.from, piece.to, [...piece.marks, ...extra]).map((c) => {
        const words = text.slice(c.from, c.to)
        if (!c.marks.length) return words
        const shown = c.marks.filter((m) => m.kind !== 'self').reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a), c.marks[0] as Mark)
        const current = at !== undefined && c.from >= at.start && c.to <= at.end
        const kinds = [...new Set(c.marks.map((m) => m.kind))].map((k) => 'on-' + k).join(' ')
        const target = c.marks.find((m) => m.key) ?? shown
        return (
          <mark key={c.from} class={kinds + (current ? ' current' : '')} data-start={shown.start} data-end={shown.end} title={shown.title || undefined} onClick={() => onChoose?.(target)}>{words}</mark>
        )
      })}
    </p>
  )
}

/** Cite gives the reference of a passage when it is asked for. */
function Cite({ evidence }: { evidence: string }) {
  const [open, set] = useState(false)
  const answer = useAsk(citationOf, open ? { id: evidence } : undefined)
  useEffect(() => set(false), [evidence])
  const e = answer.data?.node
  return (
    <>
      <button type="button" class="quiet" aria-expanded={open} onClick={() => set(!open)}>{t('cite')}</button>
      <a href={server('id/' + evidence)}>{t('plainPage')}</a>
      {open && e && 'gbt' in e ? <div class="cite-box"><Copy title="GB/T 7714" words={e.gbt} /><Copy title="BibTeX" words={e.bibtex} /></div> : null}
    </>
  )
}
