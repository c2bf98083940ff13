// The address is the state: its path is the view, its query the choices made in it.
import { computed, signal } from '@preact/signals'

export type Lang = 'zh' | 'en'
export type Params = Readonly<Record<string, string>>
export type Change = Readonly<Record<string, string | undefined>>

// The page says where the root of the server is, relative to itself, so that all works below a path of a proxy.
const root = new URL(document.querySelector<HTMLMetaElement>('meta[name=base]')?.content ?? './', location.href)

function read(): { path: string; params: Params } {
  const path = decodeURI(location.pathname.slice(root.pathname.length)).replace(/\/+$/, '')
  return { path, params: Object.fromEntries(new URLSearchParams(location.search)) }
}

export const route = signal(read())
export const params = computed(() => route.value.params)

// moved counts navigations to another path, so that focus can go to the new heading.
export const moved = signal(0)

addEventListener('popstate', () => {
  const before = route.value.path
  route.value = read()
  if (route.value.path !== before) moved.value++
})

function preferred(): Lang {
  try {
    const kept = localStorage.getItem('lang')
    if (kept === 'zh' || kept === 'en') return kept
  } catch {
    // storage may be refused
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

export const lang = computed<Lang>(() => {
  const asked = params.value['lang']
  return asked === 'zh' || asked === 'en' ? asked : preferred()
})

export function chooseLang(l: Lang): void {
  try {
    localStorage.setItem('lang', l)
  } catch {
    // the address holds it too
  }
  change({ lang: l })
}

/** server gives the address of something on this server, below whatever path it is reached by. */
export function server(path: string): string {
  return new URL(path.replace(/^\//, ''), root).href
}

/** query writes parameters in a fixed order, empty ones left out. */
function query(p: Change): string {
  const out = new URLSearchParams()
  for (const [k, v] of Object.entries(p)) if (v !== undefined && v !== '') out.set(k, v)
  const s = out.toString()
  return s === '' ? '' : '?' + s
}

/** href is the address of a view; the language goes with it. */
export function href(path: string, p: Change = {}): string {
  return new URL(path + query({ ...p, lang: params.value['lang'] }), root).href
}

export function go(address: string, replace = false): void {
  const before = route.value.path
  if (replace) history.replaceState(null, '', address)
  else history.pushState(null, '', address)
  route.value = read()
  if (route.value.path !== before) {
    moved.value++
    scrollTo(0, 0)
  }
}

/** change sets choices of the present view; undefined drops one. */
export function change(p: Change, replace = false): void {
  go(new URL(route.value.path + query({ ...params.value, ...p }), root).href, replace)
}

/** list and unlist write several values of one choice. */
export const list = (s: string | undefined): string[] => (s ? s.split(',').filter(Boolean) : [])
export const unlist = (l: readonly string[]): string | undefined => (l.length ? l.join(',') : undefined)

export function toggle(key: string, value: string): void {
  const now = list(params.value[key])
  change({ [key]: unlist(now.includes(value) ? now.filter((v) => v !== value) : [...now, value]) })
}

/** follow keeps clicks on links of the explorer inside the page. */
export function follow(e: MouseEvent): void {
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return
  const a = (e.target as Element | null)?.closest('a')
  if (!a || a.getAttribute('target') || a.hasAttribute('download')) return
  const to = new URL(a instanceof SVGAElement ? a.href.baseVal : a.href, location.href)
  if (to.origin !== root.origin || !to.pathname.startsWith(root.pathname)) return
  const path = to.pathname.slice(root.pathname.length)
  if (/^(id|export|graphql|graphiql|schema\.graphql|plain)(\/|$)/.test(path)) return
  e.preventDefault()
  if (to.href !== location.href) go(to.href)
}
