// Orders in which pictures are easy to read. Pure functions; ties fall back to the order of the input.

/** barycentre sorts items by the mean position of what they are tied to. */
export function barycentre<T>(items: readonly T[], positions: (item: T) => readonly number[]): T[] {
  const mean = (p: readonly number[]) => (p.length ? p.reduce((a, b) => a + b, 0) / p.length : Infinity)
  return items.map((item, i) => ({ item, i, at: mean(positions(item)) })).sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.i - b.i)).map((x) => x.item)
}

export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): Map<string, T[]> {
  const out = new Map<string, T[]>()
  for (const item of items) {
    const k = key(item)
    const l = out.get(k)
    if (l) l.push(item)
    else out.set(k, [item])
  }
  return out
}

/** width is the room that a word takes: 1 a Chinese character, about half a Latin one. */
export function width(s: string): number {
  let n = 0
  for (const c of s) n += c.charCodeAt(0) < 0x2e80 ? 0.56 : 1
  return n
}

/** fit cuts a word to a width and says so. */
export function fit(s: string, most: number): string {
  if (width(s) <= most) return s
  let n = 1
  let out = ''
  for (const c of s) {
    n += c.charCodeAt(0) < 0x2e80 ? 0.56 : 1
    if (n > most) break
    out += c
  }
  return out + '…'
}
