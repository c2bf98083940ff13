import type { EntityType } from './gen'

/** Named is an entity as lists show it. */
export interface Named {
  readonly id: string
  readonly name: string
  readonly entityType?: EntityType
}

/** Mark is a stretch of a stored text in UTF-16 units, half open, with what stands there. */
export interface Mark {
  readonly start: number
  readonly end: number
  readonly kind: 'body' | 'city' | 'project' | 'theme' | 'warning' | 'found' | 'self'
  readonly key: string // what a choice of it means for the view, e.g. a task
  readonly evidence: string
  readonly title: string
}

/** Cell is one value of a table; `lang` is that of the words in it when they come from a document. */
export type Cell = string | number | null | { readonly text: string; readonly href?: string | undefined; readonly zh?: boolean; readonly title?: string; readonly quote?: boolean }

export interface Column {
  readonly name: string // of the file
  readonly title: string // on the page
  readonly number?: boolean
}

export interface Sheet {
  readonly name: string
  readonly caption: string
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly Cell[])[]
}

export const text = (c: Cell): string => (c === null ? '' : typeof c === 'object' ? c.text : String(c))
