import { useEffect, useMemo, useState } from 'preact/hooks'
import { ask, operation, useAsk } from '../api'
import type { DocumentQuery, DocumentQueryVariables, EntityType, MoreMarksQuery, MoreMarksQueryVariables } from '../gen'
import { label, number, t } from '../i18n'
import ops from '../ops/document.graphql?raw'
import { groupBy } from '../draw/order'
import { Reader } from '../reader'
import { change, href, list, params, server, toggle } from '../state'
import type { Mark, Sheet } from '../types'
import { cell, EntityLink, Failed, Foot, Heading, Line, Missing, Table, Tabs, Waiting, Zh } from '../ui'

const documentOf = operation<DocumentQuery, DocumentQueryVariables>(ops, 'Document')
const moreOf = operation<MoreMarksQuery, MoreMarksQueryVariables>(ops, 'MoreMarks')
type Doc = NonNullable<DocumentQuery['document']>
type Section = Doc['sections'][number]

const kinds = ['body', 'city', 'project', 'theme'] as const
const words = { body: 'bodies', city: 'places', project: 'projects', theme: 'themes' } as const

type Marked = Doc['marks']['nodes'][number]

const kindOf: Readonly<Partial<Record<EntityType, Mark['kind']>>> = { DEPARTMENT: 'body', CITY: 'city', PROJECT: 'project', CULTURAL_THEME: 'theme' }

/** marksOf are the names in the text and the passages of warnings; one that states a fact leads to the fact's passage. */
function marksOf(d: Doc, more: readonly Marked[]): Mark[] {
  const out: Mark[] = []
  for (const m of [...d.marks.nodes, ...more]) {
    const kind = m.entity && kindOf[m.entity.entityType]
    if (!kind) continue
    const evidence = m.fact?.evidence[0]?.id ?? ''
    out.push({ start: m.span.utf16Start, end: m.span.utf16End, kind, key: `${m.span.utf16Start}`, evidence, title: m.surface })
  }
  for (const w of d.warnings) if (w.evidence) out.push({ start: w.evidence.span.utf16Start, end: w.evidence.span.utf16End, kind: 'warning', key: w.evidence.id, evidence: w.evidence.id, title: label('warning', w.code) })
  return out.sort((a, b) => a.start - b.start || b.end - a.end)
}

/** passages are the stretches that evidence of the document covers, by id. */
function passages(d: Doc, more: readonly Marked[]): Map<string, { start: number; end: number }> {
  const out = new Map<string, { start: number; end: number }>()
  const add = (e: { readonly id: string; readonly span: { readonly utf16Start: number; readonly utf16End: number } }) => out.set(e.id, { start: e.span.utf16Start, end: e.span.utf16End })
  for (const m of [...d.marks.nodes, ...more]) m.fact?.evidence.forEach(add)
  for (const w of d.warnings) if (w.evidence) add(w.evidence)
  return out
}

/** useMore fetches the marks beyond the first page, page by page. */
function useMore(d: Doc | undefined | null): readonly Marked[] {
  const [more, set] = useState<{ id: string; marks: readonly Marked[] }>({ id: '', marks: [] })
  const info = d?.marks.pageInfo
  useEffect(() => {
    if (!d || !info?.hasNextPage) return
    const abort = new AbortController()
    const fetchAll = async () => {
      const all: Marked[] = []
      for (let after: string | null = info.endCursor; after; ) {
        const page: NonNullable<MoreMarksQuery['document']>['marks'] | undefined = (await ask(moreOf, { id: d.id, after }, abort.signal)).document?.marks
        all.push(...(page?.nodes ?? []))
        after = page?.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      }
      set({ id: d.id, marks: all })
    }
    fetchAll().catch(() => undefined) // the first page stays
    return () => abort.abort()
  }, [d])
  return d && more.id === d.id ? more.marks : []
}

function Outline({ sections, document }: { sections: readonly (Section | Section['children'][number] | Section['children'][number]['children'][number])[]; document: string }) {
  return (
    <ol class="outline">
      {sections.map((s) => (
        <li key={s.id} data-section={s.id}>
          <a href={href('document/' + document, { start: String(s.span.utf16Start), end: String(s.span.utf16Start + ((s.number ?? '') + s.heading).length) })}><Zh>{s.number ?? ''}{s.heading}</Zh></a> {s.tasks.totalCount ? <span class="facet-count">{number(s.tasks.totalCount)}</span> : null}
          {'children' in s && s.children.length ? <Outline sections={s.children} document={document} /> : null}
        </li>
      ))}
    </ol>
  )
}

export function DocumentView({ id }: { id: string }) {
  const variables: DocumentQueryVariables = { id }
  const answer = useAsk(documentOf, variables)
  const d = answer.data?.document
  const p = params.value
  const more = useMore(d)
  const all = useMemo(() => (d ? marksOf(d, more) : []), [d, more])
  const spots = useMemo(() => (d ? passages(d, more) : new Map<string, { start: number; end: number }>()), [d, more])
  const on = p['mark'] === undefined ? [...kinds] : list(p['mark'])
  const marks = useMemo(() => all.filter((m) => m.kind === 'warning' || on.includes(m.kind)), [all, p['mark']])
  if (answer.failure && !d) return <><Heading>{t('document')}</Heading><Failed failure={answer.failure} /></>
  if (!d) return answer.data ? <Missing /> : <><Heading>{t('document')}</Heading><Waiting of={answer} /></>
  const found = spots.get(p['at'] ?? '')
  const start = Number(p['start'])
  const end = Number(p['end'])
  const at = found ? { ...found, evidence: p['at'] ?? '' } : p['start'] && end > start && start >= 0 ? { start, end, evidence: '' } : undefined
  const tasks: Sheet = {
    name: 'tasks', caption: t('tasks'),
    columns: [{ name: 'where', title: t('where') }, { name: 'task', title: t('task') }, { name: 'bodies', title: t('bodies') }, { name: 'count', title: t('total'), number: true }],
    rows: d.tasks.nodes.map((x) => [{ text: x.locator, href: href('document/' + id, { start: String(x.span.utf16Start), end: String(x.span.utf16Start + x.title.length) }), zh: true }, cell({ id: x.id, name: x.title }, 'TASK'), x.departments.nodes.length ? { text: x.departments.nodes.map((b) => b.name).join('、'), zh: true } : t('nobody'), x.departments.totalCount]),
  }
  const markSheet: Sheet = {
    name: 'marks', caption: t('marksShown'),
    columns: [{ name: 'type', title: t('type') }, { name: 'passage', title: t('passage') }, { name: 'utf16Start', title: 'UTF-16', number: true }, { name: 'utf16End', title: '–', number: true }],
    rows: marks.map((m) => [m.kind === 'warning' ? t('warnings') : t(words[m.kind as (typeof kinds)[number]]), { text: d.text.slice(m.start, m.end), href: m.evidence ? server('id/' + m.evidence) : undefined, zh: true }, m.start, m.end]),
  }
  const view = p['view'] === 'tasks' || p['view'] === 'marks' ? p['view'] : 'outline'
  const flip = (k: string) => {
    if (p['mark'] === undefined) change({ mark: kinds.filter((x) => x !== k).join(',') })
    else toggle('mark', k)
  }
  return (
    <>
      <Heading kind={t('document')}><Zh>{d.title}</Zh></Heading>
      <p class="numbers">
        {d.docNumber ? <Zh>{d.docNumber}</Zh> : null}<span>{t('issued')} {d.issuedOn ?? t('unknownDay')}</span>
        {[...groupBy(d.departments.edges.filter((e) => e.role !== 'ADDRESSEE'), (e) => e.role)].map(([role, of]) => <span key={role}>{label('documentRole', role)} {of.map((e) => <span key={e.node.id}><EntityLink of={e.node} type="DEPARTMENT" /> </span>)}</span>)}
        <span>{t('tasks')} <b>{number(d.tasks.totalCount)}</b></span><span>{t('length')} <b>{number(d.textLength)}</b></span>
      </p>
      <details><summary>{t('about')}</summary><dl class="facts">
        {d.departments.edges.some((e) => e.role === 'ADDRESSEE') ? <Line term={label('documentRole', 'ADDRESSEE')}><span class="names">{d.departments.edges.filter((e) => e.role === 'ADDRESSEE').map((e) => <EntityLink key={e.node.id} of={e.node} type="DEPARTMENT" />)}</span></Line> : null}
        {d.publishedOn ? <Line term={t('published')}>{d.publishedOn}</Line> : null}
        {d.sourceName ? <Line term={t('file')}><Zh>{d.sourceName}</Zh></Line> : null}
        {d.sourceUrl && /^https?:/.test(d.sourceUrl) ? <Line term={t('source')}><a href={d.sourceUrl} rel="noreferrer">{d.sourceUrl}</a></Line> : null}
        {d.references.edges.length ? <Line term={t('references')}><span class="names">{d.references.edges.map((e, i) => <span key={i}>{e.node.target ? <EntityLink of={{ id: e.node.target.id, name: e.node.target.title }} type="DOCUMENT" /> : <><Zh>{e.node.targetText}</Zh> <span class="faint">{t('notLoaded')}</span></>} <span class="kind">{label('relation', e.node.kind)}</span></span>)}</span></Line> : null}
        <Line term={t('hash')}><code>{d.textSha256}</code></Line>
      </dl></details>
      {d.warnings.length ? (
        <details class="warnings"><summary>{t('warnings')} <span class="count">{number(d.warnings.length)}</span></summary>
          <ul>{d.warnings.map((w, i) => <li key={i} data-warning={w.code}>{label('warning', w.code)}{w.evidence ? <>：<a href={href('document/' + id, { at: w.evidence.id })}><Zh>{w.evidence.quote.slice(0, 80)}</Zh></a> <span class="faint"><Zh>{w.evidence.locator}</Zh></span></> : null}</li>)}</ul>
        </details>
      ) : null}
      <div class="split reading">
        <div>
          <Tabs param="view" now={view} tabs={[['outline', t('outline')], ['tasks', t('tasks')], ['marks', t('marksShown')]]} />
          {view === 'tasks' ? <Table sheet={tasks} /> : view === 'marks' ? <Table sheet={markSheet} /> : <Outline sections={d.sections} document={id} />}
        </div>
        <div>
          <div class="legend" role="group" aria-label={t('marksShown')}>
            {kinds.map((k) => <button type="button" key={k} class={'on-' + k} aria-pressed={on.includes(k)} onClick={() => flip(k)}>{t(words[k])} <span class="facet-count">{number(all.filter((m) => m.kind === k).length)}</span></button>)}
          </div>
          <Reader text={d.text} marks={marks} at={at} onChoose={(m) => change(m.evidence ? { at: m.evidence, start: undefined, end: undefined } : { at: undefined, start: String(m.start), end: String(m.end) }, true)} />
        </div>
      </div>
      {d.tasks.totalCount > d.tasks.nodes.length ? <p class="faint">{t('fetchedOf', { a: d.tasks.nodes.length, b: number(d.tasks.totalCount) })}</p> : null}
      <Foot made={{ op: documentOf, variables, data: answer.data, note: t('docNote'), sheets: [tasks, markSheet], name: 'document', plain: server(d.permalink), citations: [['GB/T 7714', d.gbt], ['BibTeX', d.bibtex]] }} />
    </>
  )
}
