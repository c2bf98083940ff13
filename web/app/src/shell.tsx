// The frame around every view: search, navigation, language, banners.
import { useEffect, useRef, useState } from 'preact/hooks'
import { accept, ask, made, operation, stopped } from './api'
import type { SuggestQuery, SuggestQueryVariables } from './gen'
import { label, t } from './i18n'
import suggestOps from './ops/suggest.graphql?raw'
import { chooseLang, go, href, lang, params, route, server } from './state'
import { viewOf, Zh } from './ui'

const suggestOf = operation<SuggestQuery, SuggestQueryVariables>(suggestOps, 'Suggest')

type Suggestion = SuggestQuery['suggest'][number]

/** Suggestions are a combobox as ARIA has it: arrow keys choose, Enter goes, Escape closes. */
export function Combobox({ id, title, placeholder, initial, choose, free }: {
  id: string
  title: string
  placeholder: string
  initial: string
  choose: (s: Suggestion['entity']) => void
  free?: (words: string) => void
}) {
  const [words, setWords] = useState(initial)
  const [found, setFound] = useState<readonly Suggestion[]>([])
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const run = useRef<AbortController | null>(null)
  useEffect(() => setWords(initial), [initial])
  const type = (w: string) => {
    setWords(w)
    setAt(-1)
    run.current?.abort()
    if (!w.trim()) {
      setFound([])
      setOpen(false)
      return
    }
    const mine = (run.current = new AbortController())
    ask(suggestOf, { prefix: w.trim() }, mine.signal).then((d) => { setFound(d.suggest); setOpen(true) }).catch(() => undefined)
  }
  const pick = (s: Suggestion) => {
    setOpen(false)
    setWords(s.entity.name)
    choose(s.entity)
  }
  const key = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      if (!found.length) return
      e.preventDefault()
      setOpen(true)
      setAt((a) => (e.key === 'ArrowDown' ? (a + 1) % found.length : (a <= 0 ? found.length : a) - 1))
    } else if (e.key === 'Escape') setOpen(false)
    else if (e.key === 'Enter' && !e.isComposing) {
      e.preventDefault()
      const s = open ? found[at] : undefined
      setOpen(false)
      run.current?.abort()
      if (s) pick(s)
      else if (words.trim()) free ? free(words.trim()) : found[0] && pick(found[0])
    }
  }
  const shown = open && found.length > 0
  return (
    <div class="combobox">
      <input id={id} type="text" role="combobox" aria-label={title} aria-expanded={shown} aria-controls={id + '-list'} aria-autocomplete="list" aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
        autocomplete="off" placeholder={placeholder} value={words} onInput={(e) => type(e.currentTarget.value)} onKeyDown={key} onBlur={() => setTimeout(() => setOpen(false), 150)} onFocus={() => found.length && setOpen(true)} />
      <ul id={id + '-list'} role="listbox" aria-label={title} hidden={!shown}>
        {shown ? found.map((s, i) => (
          <li key={s.entity.id} id={`${id}-${i}`} role="option" aria-selected={i === at} onPointerDown={(e) => { e.preventDefault(); pick(s) }}>
            <Zh>{s.entity.name}</Zh>{s.matched !== s.entity.name ? <span class="faint"> <Zh>{s.matched}</Zh></span> : null} <span class="kind">{label('entityType', s.entity.entityType)}</span>
          </li>
        )) : null}
      </ul>
    </div>
  )
}

export function Header() {
  useEffect(() => {
    const slash = (e: KeyboardEvent) => {
      const into = e.target as HTMLElement
      if (e.key !== '/' || into.matches('input,textarea,select,[contenteditable]')) return
      e.preventDefault()
      document.getElementById('search')?.focus()
    }
    addEventListener('keydown', slash)
    return () => removeEventListener('keydown', slash)
  }, [])
  const nav = [['documents', t('documents')], ['matrix', t('matrix')], ['network', t('network')], ['path', t('path')], ['compare', t('compare')]] as const
  return (
    <header class="top">
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); document.querySelector<HTMLElement>('main')?.focus() }}>{t('skip')}</a>
      <a class="brand" href={href('')}>PolicyGraph</a>
      <div role="search">
        <Combobox id="search" title={t('searchLabel')} placeholder={t('search')} initial={route.value.path === 'search' ? (params.value['q'] ?? '') : ''}
          choose={(e) => go(viewOf(e.id, e.entityType))} free={(q) => go(href('search', { q }))} />
      </div>
      <nav aria-label="PolicyGraph">
        {nav.map(([p, title]) => <a key={p} href={href(p)} aria-current={route.value.path === p ? 'page' : undefined}>{title}</a>)}
        <a href={server('graphiql?lang=' + lang.value)}>GraphiQL</a>
        <button type="button" class="quiet lang" lang={lang.value === 'zh' ? 'en' : 'zh'} onClick={() => chooseLang(lang.value === 'zh' ? 'en' : 'zh')}>{lang.value === 'zh' ? 'English' : '中文'}</button>
      </nav>
    </header>
  )
}

export function Banners() {
  return (
    <>
      {stopped.value ? <p class="banner" role="alert">{t('stopped')}</p> : null}
      {made.value ? <p class="banner" role="status">{t('changed')} <code>{made.value}</code>{t('changedNow')} <button type="button" onClick={accept}>{t('accept')}</button></p> : null}
    </>
  )
}
