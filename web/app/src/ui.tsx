// What all views are made of.
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Failure, Operation } from './api'
import { current } from './api'
import { blob, csv, png, save, svg } from './export'
import { label, number, t } from './i18n'
import type { EntityType, ResponsibilityRole } from './gen'
import { change, href, lang, list, moved, params, server, toggle } from './state'
import type { Cell, Named, Sheet } from './types'
import { text } from './types'

const paths: Readonly<Partial<Record<EntityType, string>>> = { DEPARTMENT: 'department', TASK: 'task', CITY: 'city', PROJECT: 'project', CULTURAL_THEME: 'theme', DOCUMENT: 'document' }

/** viewOf is the address of an entity's view; sections have none of their own and lead to their plain page. */
export function viewOf(id: string, type: EntityType): string {
  const p = paths[type]
  return p ? href(`${p}/${id}`) : server(`id/${id}`)
}

/** Zh is a word from a document: Chinese on every page, and its direction stays its own. */
export function Zh({ children }: { children: ComponentChildren }) {
  return <bdi lang="zh">{children}</bdi>
}

export function EntityLink({ of, type }: { of: Named; type: EntityType }) {
  return <a href={viewOf(of.id, type)}><Zh>{of.name}</Zh></a>
}

// A role is a shape and a word, never a colour alone. Contrast on white is 4.5 and more.
const shapes: Readonly<Record<ResponsibilityRole, readonly [string, string]>> = {
  LEAD: ['●', 'lead'], RESPONSIBLE: ['■', 'responsible'], SUPPORT: ['▲', 'support'], IMPLEMENT: ['◆', 'implement'], GUIDE: ['○', 'guide'], SUPERVISE: ['□', 'supervise'],
}
export const shapeOf = (role: string): string => shapes[role as ResponsibilityRole]?.[0] ?? '■'
export const roleClass = (role: string): string => 'role-' + (shapes[role as ResponsibilityRole]?.[1] ?? 'responsible')

export function RoleMark({ role }: { role: string }) {
  return <span class={'mark-role ' + roleClass(role)}><span aria-hidden="true">{shapeOf(role)}</span> {label('role', role)}</span>
}

let focused = 0 // the navigation whose heading has had the focus

/** Heading takes the focus when the view was reached by a link. */
export function Heading({ children, kind }: { children: ComponentChildren; kind?: string }) {
  const ref = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const words = (ref.current?.querySelector('.h1-name') ?? ref.current)?.textContent ?? ''
    document.title = words ? `${words} · PolicyGraph` : 'PolicyGraph'
    if (moved.value !== focused) {
      focused = moved.value
      ref.current?.focus({ preventScroll: true })
    }
  })
  return <h1 ref={ref} tabIndex={-1}>{kind ? <span class="kind">{kind}</span> : null}<span class="h1-name">{children}</span></h1>
}

export function Waiting({ of }: { of: Answer<unknown> }) {
  return <p class="waiting" role="status" aria-live="polite">{of.slow ? t('loading') : ''}</p>
}

export function Failed({ failure }: { failure: Failure }) {
  if (failure.code === 'STOPPED') return null // the banner says it
  const sentence = { NOT_READY: t('notReady'), TOO_COMPLEX: t('tooComplex'), TIMEOUT: t('timeout'), AMBIGUOUS: t('ambiguous'), BAD_USER_INPUT: t('badInput'), VALIDATION_FAILED: t('badInput'), PARSE_FAILED: t('badInput') }[failure.code] ?? t('internal')
  return (
    <div class="failure" role="alert">
      <p>{sentence}</p>
      {failure.candidates.length ? <ul>{failure.candidates.map((c) => <li key={c.id}><EntityLink of={c} type="DEPARTMENT" /></li>)}</ul> : null}
      <p class="faint" lang="en">{lang.value === 'en' ? failure.message : null}</p>
    </div>
  )
}

/** Missing is what an id that is not there gets. */
export function Missing() {
  return <><Heading>{t('unknownTitle')}</Heading><p class="nothing">{t('unknown')}</p></>
}

export interface Choice { readonly key: string; readonly value: string; readonly title: string; readonly zh?: boolean }

/** Chosen lists what narrows the view, each with a way to drop it. */
export function Chosen({ choices, shown, of }: { choices: readonly Choice[]; shown?: number | undefined; of?: number | undefined }) {
  if (!choices.length) return null
  const drop = (c: Choice) => change({ [c.key]: list(params.value[c.key]).filter((v) => v !== c.value).join(',') || undefined })
  return (
    <div class="chosen">
      <span class="faint">{t('chosen')}</span>
      {choices.map((c) => (
        <button type="button" class="chip" key={c.key + c.value} onClick={() => drop(c)} aria-label={`${t('drop')} ${c.title}`}>{c.zh ? <Zh>{c.title}</Zh> : c.title} <span aria-hidden="true">×</span></button>
      ))}
      {shown !== undefined && of !== undefined ? <span class="count" aria-live="polite">{number(shown)}/{number(of)}</span> : null}
      <button type="button" class="quiet" onClick={() => change(Object.fromEntries(choices.map((c) => [c.key, undefined])))}>{t('clear')}</button>
    </div>
  )
}

/** Nothing says which choice leaves nothing over. */
export function Nothing({ choices }: { choices: readonly Choice[] }) {
  return (
    <div class="nothing" role="status">
      <p>{t('nothing')}</p>
      {choices.length ? <><p class="faint">{t('nothingHint')}</p><Chosen choices={choices} /></> : null}
    </div>
  )
}

export interface FacetValue { readonly value: string; readonly title: string; readonly count: number; readonly zh?: boolean; readonly role?: boolean }

/** Facet offers the values of one choice with their counts. */
export function Facet({ param, title, values, single, always, total }: { param: string; title: string; values: readonly FacetValue[]; single?: boolean; always?: boolean; total?: number | undefined }) {
  const on = list(params.value[param])
  if (!values.length || (values.length === 1 && !on.length && !always)) return null
  const choose = (v: string) => (single ? change({ [param]: on.includes(v) ? undefined : v, page: undefined }) : toggle(param, v))
  return (
    <fieldset class="facet">
      <legend>{title}{total !== undefined && total > values.length ? <span class="faint"> {values.length}/{number(total)}</span> : null}</legend>
      {values.map((v) => (
        <button type="button" key={v.value} data-value={v.value} aria-pressed={on.includes(v.value)} onClick={() => choose(v.value)}>
          <span class="facet-name">{v.role ? <RoleMark role={v.value} /> : v.zh ? <Zh>{v.title}</Zh> : v.title}</span> <span class="facet-count">{number(v.count)}</span>
        </button>
      ))}
    </fieldset>
  )
}

const rowsShown = 1000

function Value({ cell, above }: { cell: Cell; above: Cell | undefined }) {
  // One passage often states many facts in a row: the rest of them show a ditto mark that leads there too.
  if (cell && typeof cell === 'object' && above && typeof above === 'object' && cell.quote && cell.href === above.href) return <a href={cell.href} title={cell.text} aria-label={`${t('sameAsAbove')}：${cell.text}`}>〃</a>
  if (cell === null) return <>–</>
  if (typeof cell === 'number') return <>{number(cell)}</>
  if (typeof cell === 'string') return <>{cell}</>
  const words = cell.zh ? <Zh>{cell.text}</Zh> : cell.text
  return cell.href ? <a href={cell.href} title={cell.title}>{words}</a> : <>{words}</>
}

/** Table shows a sheet; it is the twin of the picture beside it. */
export function Table({ sheet, sort }: { sheet: Sheet; sort?: { param: string; keys: Readonly<Record<string, string>>; now: string } }) {
  const rows = sheet.rows.slice(0, rowsShown)
  return (
    <div class="wide" tabIndex={0} role="region" aria-label={sheet.caption}>
      <table data-sheet={sheet.name}>
        <caption>{sheet.caption} <span class="count">{number(sheet.rows.length)}</span></caption>
        <thead>
          <tr>
            {sheet.columns.map((c) => {
              const key = sort?.keys[c.name]
              const up = key !== undefined && sort?.now === key
              return <th scope="col" key={c.name} class={c.number ? 'num' : undefined} aria-sort={key ? (up ? 'descending' : 'none') : undefined}>{key ? <button type="button" class="sort" onClick={() => change({ [sort!.param]: key })}>{c.title}<span aria-hidden="true">{up ? ' ▾' : ''}</span></button> : c.title}</th>
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((r, i) => <tr key={i}>{r.map((c, j) => (j === 0 ? <th scope="row" key={j} class={sheet.columns[j]?.number ? 'num' : undefined}><Value cell={c} above={undefined} /></th> : <td key={j} class={sheet.columns[j]?.number ? 'num' : undefined}><Value cell={c} above={rows[i - 1]?.[j]} /></td>))}</tr>)}
        </tbody>
      </table>
      {sheet.rows.length > rowsShown ? <p class="faint">{t('rowsLeft', { a: rowsShown, b: number(sheet.rows.length) })}</p> : null}
    </div>
  )
}

/** Tabs switch between pictures of the same data; the choice is in the address. */
export function Tabs({ param, tabs, now }: { param: string; tabs: readonly (readonly [string, string])[]; now: string }) {
  return (
    <div class="tabs" role="group" aria-label={t('picture') + ' / ' + t('table')}>
      {tabs.map(([value, title], i) => <button type="button" key={value} aria-pressed={now === value} onClick={() => change({ [param]: i === 0 ? undefined : value })}>{title}</button>)}
    </div>
  )
}

export interface Made<V> {
  readonly op: Operation<unknown, V>
  readonly variables: V
  readonly data: unknown
  readonly note: string
  readonly noteZh?: boolean
  readonly sheets: readonly Sheet[]
  readonly files?: readonly (readonly [string, string])[] // name, address on the server
  readonly citations?: readonly (readonly [string, string])[]
  readonly plain?: string | undefined
  readonly name: string
  readonly picture?: () => SVGSVGElement | HTMLCanvasElement | null
}

/** Foot says how a view was made, and hands over what it shows. */
export function Foot<V>({ made }: { made: Made<V> }) {
  const address = () => location.href
  const variables = JSON.stringify(made.variables, null, 2)
  const console = server('graphiql?' + new URLSearchParams({ query: made.op.text, variables, operationName: made.op.name, lang: lang.value }).toString())
  const note = () => `PolicyGraph snapshot ${current.value}. ${made.note} ${address()}\n${made.op.text}\n${variables}`
  const picture = async (kind: 'svg' | 'png') => {
    const p = made.picture?.()
    if (!p) return
    if (p instanceof HTMLCanvasElement) save(`${made.name}.png`, 'image/png', await blob(p))
    else {
      const s = svg(p, note())
      const box = p.viewBox.baseVal
      if (kind === 'svg') save(`${made.name}.svg`, 'image/svg+xml', s)
      else save(`${made.name}.png`, 'image/png', await png(s, box.width, box.height))
    }
  }
  const json = () => save(`${made.name}.json`, 'application/json', JSON.stringify({ snapshot: current.value, address: address(), query: made.op.text, variables: made.variables, data: made.data }, null, 2))
  return (
    <footer class="foot">
      <p>{t('snapshot')} <a href={server('id/' + current.value)}><code>{current.value}</code></a>{made.plain ? <> · <a href={made.plain}>{t('plainPage')}</a></> : null}</p>
      <p><b>{t('method')}</b> {made.noteZh ? <Zh>{made.note}</Zh> : made.note}</p>
      <p class="exports">
        <b>{t('export')}</b>
        {made.sheets.map((s) => <button type="button" class="quiet" key={s.name} onClick={() => save(`${made.name}-${s.name}.csv`, 'text/csv;charset=utf-8', csv(s, current.value, address()))}>CSV{made.sheets.length > 1 ? ` (${s.caption})` : ''}</button>)}
        <button type="button" class="quiet" onClick={json}>JSON</button>
        {made.picture ? <><button type="button" class="quiet" onClick={() => void picture('svg')}>SVG</button><button type="button" class="quiet" onClick={() => void picture('png')}>PNG</button></> : null}
        {made.files?.map(([name, to]) => <a key={name} href={to} download>{name}</a>)}
      </p>
      {made.citations?.length ? <details><summary>{t('cite')}</summary>{made.citations.map(([form, words]) => <Copy key={form} title={form} words={words} />)}</details> : null}
      <details class="graphql">
        <summary>GraphQL · {t('query')}</summary>
        <p><a href={console}>{t('openGraphiql')}</a></p>
        <pre lang="en" tabIndex={0}>{made.op.text}</pre>
        <pre lang="zh" tabIndex={0}>{variables}</pre>
      </details>
    </footer>
  )
}

export function Copy({ title, words }: { title: string; words: string }) {
  const [done, set] = useState(false)
  const copy = () => void navigator.clipboard?.writeText(words).then(() => { set(true); setTimeout(() => set(false), 2000) })
  return <div class="copy"><p><b>{title}</b> <button type="button" class="quiet" onClick={copy}>{done ? t('copied') : t('copy')}</button></p><pre lang="zh" tabIndex={0}>{words}</pre></div>
}

/** Line is a term with what it says; nothing when there is nothing. */
export function Line({ term, children }: { term: string; children: ComponentChildren }) {
  return <div><dt>{term}</dt><dd>{children}</dd></div>
}

export const cell = (of: Named, type: EntityType): Cell => ({ text: of.name, href: viewOf(of.id, type), zh: true })
export const passage = (e: { readonly id: string; readonly quote: string } | undefined): Cell => (e ? { text: e.quote, href: server('id/' + e.id), zh: true, quote: true } : null)
export const zh = (s: string): Cell => ({ text: s, zh: true })
export { text }
