// Questions to the API: one operation a view, its text from src/ops, which a test holds against the SDL.
import { signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import fragments from './ops/fragments.graphql?raw'
import type { Named } from './types'
import { change, params, server } from './state'

/** An operation of the explorer, ready to be sent: its own text with the fragments it uses. */
export interface Operation<T, V> {
  readonly name: string
  readonly text: string
  readonly answer?: T // of types only, as the next
  readonly variables?: V
}

/** operation cuts one operation and the fragments that it spreads out of a file. */
export function operation<T, V>(file: string, name: string): Operation<T, V> {
  const pieces = (file + '\n' + fragments).split(/\n(?=#|query |fragment )/)
  const fragment = (n: string) => pieces.find((p) => p.startsWith(`fragment ${n} `)) ?? ''
  const at = pieces.findIndex((p) => new RegExp(`^query ${name}\\b`).test(p))
  const comment = pieces[at - 1]?.startsWith('#') ? pieces[at - 1] + '\n' : ''
  let text = comment + (pieces[at] ?? '')
  for (let more = true; more; ) {
    more = false
    for (const m of text.matchAll(/\.\.\.(\w+)/g)) {
      const n = m[1] as string
      if (n !== 'on' && !text.includes(`fragment ${n} `)) {
        text = text.trimEnd() + '\n\n' + fragment(n)
        more = true
      }
    }
  }
  return { name, text: text.trimEnd() + '\n' }
}

export interface Failure {
  readonly code: string
  readonly message: string
  readonly candidates: readonly Named[]
  readonly retryAfter: number
}

interface Body {
  data?: unknown
  errors?: { message: string; extensions?: { code?: string; candidates?: Named[] } }[]
}

/** stopped says that the server gives no answer at the moment. */
export const stopped = signal(false)

/** current is the snapshot that the last answer came from; made is the one that the address was made on. */
export const current = signal('')
export const made = signal('')

export async function ask<T, V>(op: Operation<T, V>, variables: V, signal?: AbortSignal): Promise<T> {
  const fail = (code: string, message: string, candidates: readonly Named[] = [], retryAfter = 0): never => {
    throw { code, message, candidates, retryAfter } satisfies Failure
  }
  let response: Response
  try {
    response = await fetch(server('graphql'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ query: op.text, operationName: op.name, variables }),
      signal: signal ?? null,
    })
  } catch (e) {
    if ((e as Error).name === 'AbortError') throw e
    stopped.value = true
    return fail('STOPPED', String(e), [], 3)
  }
  stopped.value = false
  let body: Body
  try {
    body = (await response.json()) as Body
  } catch {
    return fail(response.status === 503 ? 'NOT_READY' : 'INTERNAL', response.statusText, [], Number(response.headers.get('Retry-After') ?? 1))
  }
  const first = body.errors?.[0]
  if (first) {
    return fail(first.extensions?.code ?? 'INTERNAL', first.message, first.extensions?.candidates ?? [], Number(response.headers.get('Retry-After') ?? 0))
  }
  seen((body.data as { snapshot?: { id: string } }).snapshot?.id)
  return body.data as T
}

/** seen notes the snapshot of an answer, and writes it into the address that has none yet. */
function seen(snapshot: string | undefined): void {
  if (!snapshot) return
  current.value = snapshot
  const asked = params.value['snapshot']
  if (!asked) change({ snapshot }, true)
  else if (asked !== snapshot) made.value = asked
}

/** accept takes the present snapshot for the address. */
export function accept(): void {
  made.value = ''
  change({ snapshot: current.value }, true)
}

export interface Answer<T> {
  readonly data: T | undefined
  readonly failure: Failure | undefined
  readonly slow: boolean
}

const slowAfter = 150 // ms, then the page says that it waits

/** useAsk asks again whenever the variables change; the former answer stays until the next is there. */
export function useAsk<T, V>(op: Operation<T, V>, variables: V | undefined): Answer<T> {
  const key = variables === undefined ? '' : op.name + JSON.stringify(variables)
  const [state, set] = useState<{ key: string; data: T | undefined; failure: Failure | undefined }>({ key: '', data: undefined, failure: undefined })
  const [slow, setSlow] = useState(false)
  const live = useRef(variables)
  live.current = variables
  useEffect(() => {
    if (!key) return
    const abort = new AbortController()
    let again = 0
    const late = setTimeout(() => setSlow(true), slowAfter)
    const attempt = (): void => {
      ask(op, live.current as V, abort.signal)
        .then((data) => set({ key, data, failure: undefined }))
        .catch((e: Failure | Error) => {
          if ('name' in e && e.name === 'AbortError') return
          const failure: Failure = 'code' in e ? e : { code: 'INTERNAL', message: String(e), candidates: [], retryAfter: 0 }
          set((s) => ({ key, data: s.data, failure }))
          if (failure.code === 'STOPPED' || failure.code === 'NOT_READY') again = setTimeout(attempt, 1000 * Math.max(1, failure.retryAfter)) as unknown as number
        })
        .finally(() => {
          clearTimeout(late)
          setSlow(false)
        })
    }
    attempt()
    return () => {
      abort.abort()
      clearTimeout(late)
      clearTimeout(again)
    }
  }, [key])
  return { data: state.data, failure: state.key === key ? state.failure : undefined, slow }
}
