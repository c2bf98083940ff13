// The network on a canvas: no library, one cached bitmap while panning, labels that never overlap.

export interface Node { readonly id: string; readonly name: string; readonly x: number; readonly y: number; readonly rank: number; readonly community: number; readonly size: number }
export interface Edge { readonly source: number; readonly target: number; readonly weight: number }

// Each contrasts at 4.5 and more with white; a community is also a number in the table.
const colours = ['#1d4e89', '#9a3b00', '#2e6b34', '#7b2d8b', '#8a5a00', '#00646b', '#a1224e', '#555555']

export const colourOf = (community: number): string => colours[(community - 1) % colours.length] ?? '#555555'

const labelHeight = 16
const charWidth = 12

export class NetworkCanvas {
  private scale = 1
  private panX = 0
  private panY = 0
  private cache: HTMLCanvasElement | undefined
  private cacheAt = { x: 0, y: 0, scale: 0 }
  private selected = -1
  private frame = 0
  private readonly near: number[][]
  /** boxes are the labels of the last frame, for tests. */
  boxes: [number, number, number, number][] = []

  constructor(private readonly canvas: HTMLCanvasElement, private readonly nodes: readonly Node[], private readonly edges: readonly Edge[], private readonly onChoose: (i: number) => void) {
    this.near = nodes.map(() => [])
    for (const e of edges) {
      this.near[e.source]!.push(e.target)
      this.near[e.target]!.push(e.source)
    }
    this.fit()
  }

  private get width(): number { return this.canvas.clientWidth || 800 }
  private get height(): number { return this.canvas.clientHeight || 500 }

  fit(): void {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
    for (const n of this.nodes) {
      x0 = Math.min(x0, n.x - 24)
      y0 = Math.min(y0, n.y - 24)
      x1 = Math.max(x1, n.x + 24 + charWidth * Math.min(20, n.name.length))
      y1 = Math.max(y1, n.y + 24)
    }
    if (!this.nodes.length) return
    this.scale = Math.min(2, this.width / (x1 - x0), this.height / (y1 - y0))
    this.panX = (this.width - (x1 + x0) * this.scale) / 2
    this.panY = (this.height - (y1 + y0) * this.scale) / 2
    this.cache = undefined
    this.paint()
  }

  zoom(by: number, atX = this.width / 2, atY = this.height / 2): void {
    const to = Math.min(8, Math.max(0.02, this.scale * by))
    this.panX = atX - ((atX - this.panX) * to) / this.scale
    this.panY = atY - ((atY - this.panY) * to) / this.scale
    this.scale = to
    this.cache = undefined
    this.paint()
  }

  pan(dx: number, dy: number): void {
    this.panX += dx
    this.panY += dy
    this.paint()
  }

  choose(i: number): void {
    this.selected = i
    this.cache = undefined
    const n = this.nodes[i]
    if (n) {
      const x = n.x * this.scale + this.panX
      const y = n.y * this.scale + this.panY
      if (x < 40 || y < 20 || x > this.width - 120 || y > this.height - 20) {
        this.panX += this.width / 2 - x
        this.panY += this.height / 2 - y
      }
    }
    this.paint()
  }

  neighbours(i: number): readonly number[] { return this.near[i] ?? [] }

  /** toward gives the neighbour of a node that lies most in a direction, or any node when it has none there. */
  toward(i: number, dx: number, dy: number): number {
    const from = this.nodes[i]
    if (!from) return 0
    const best = (among: readonly number[]): number => {
      let found = -1
      let least = Infinity
      for (const j of among) {
        const to = this.nodes[j]!
        const along = (to.x - from.x) * dx + (to.y - from.y) * dy
        const aside = Math.abs((to.x - from.x) * dy - (to.y - from.y) * dx)
        if (along > 0 && along + 2 * aside < least) [found, least] = [j, along + 2 * aside]
      }
      return found
    }
    const near = best(this.neighbours(i))
    return near >= 0 ? near : best(this.nodes.map((_, j) => j))
  }

  at(x: number, y: number): number {
    let found = -1
    let least = 14 * 14
    this.nodes.forEach((n, i) => {
      const d = (n.x * this.scale + this.panX - x) ** 2 + (n.y * this.scale + this.panY - y) ** 2
      if (d < least) [found, least] = [i, d]
    })
    return found
  }

  /** click chooses what lies at a point of the canvas. */
  click(x: number, y: number): void {
    this.onChoose(this.at(x, y))
  }

  paint(): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.draw())
  }

  destroy(): void { cancelAnimationFrame(this.frame) }

  /** draw copies the bitmap while it covers the view, and makes it again with a border around the view when not. */
  draw(): void {
    const dpr = globalThis.devicePixelRatio || 1
    const [w, h] = [Math.round(this.width * dpr), Math.round(this.height * dpr)]
    if (this.canvas.width !== w || this.canvas.height !== h) {
      this.canvas.width = w
      this.canvas.height = h
      this.cache = undefined
    }
    const border = 256
    const dx = this.panX - this.cacheAt.x
    const dy = this.panY - this.cacheAt.y
    if (!this.cache || Math.abs(dx) > border || Math.abs(dy) > border || this.cacheAt.scale !== this.scale) {
      this.render(border, dpr)
      return this.copy(border, dpr, 0, 0)
    }
    this.copy(border, dpr, dx, dy)
  }

  private copy(border: number, dpr: number, dx: number, dy: number): void {
    const c = this.canvas.getContext('2d') as CanvasRenderingContext2D
    c.setTransform(1, 0, 0, 1, 0, 0)
    c.fillStyle = '#fff'
    c.fillRect(0, 0, this.canvas.width, this.canvas.height)
    c.drawImage(this.cache as HTMLCanvasElement, Math.round((dx - border) * dpr), Math.round((dy - border) * dpr))
  }

  private render(border: number, dpr: number): void {
    const [w, h] = [this.width + 2 * border, this.height + 2 * border]
    const cache = (this.cache ??= document.createElement('canvas'))
    cache.width = Math.round(w * dpr)
    cache.height = Math.round(h * dpr)
    this.cacheAt = { x: this.panX, y: this.panY, scale: this.scale }
    const c = cache.getContext('2d') as CanvasRenderingContext2D
    c.setTransform(dpr, 0, 0, dpr, 0, 0)
    c.fillStyle = '#fff'
    c.fillRect(0, 0, w, h)
    const px = (n: Node): number => n.x * this.scale + this.panX + border
    const py = (n: Node): number => n.y * this.scale + this.panY + border
    const seen = (n: Node): boolean => px(n) > -200 && py(n) > -20 && px(n) < w + 20 && py(n) < h + 20
    this.drawEdges(c, px, py, seen)
    const near = new Set(this.selected >= 0 ? this.neighbours(this.selected) : [])
    this.nodes.forEach((n, i) => {
      if (!seen(n)) return
      c.globalAlpha = this.selected < 0 || i === this.selected || near.has(i) ? 1 : 0.35
      c.fillStyle = colourOf(n.community)
      c.beginPath()
      c.arc(px(n), py(n), n.size, 0, 2 * Math.PI)
      c.fill()
      if (i === this.selected) {
        c.lineWidth = 3
        c.strokeStyle = '#000'
        c.stroke()
      }
    })
    c.globalAlpha = 1
    this.drawLabels(c, px, py, seen, near)
  }

  private drawEdges(c: CanvasRenderingContext2D, px: (n: Node) => number, py: (n: Node) => number, seen: (n: Node) => boolean): void {
    const most = this.edges.reduce((a, e) => Math.max(a, e.weight), 1)
    // Two passes of one path each for all but the chosen ties: a stroke a tie would cost ten times as much.
    for (const strong of [false, true]) {
      c.beginPath()
      for (const e of this.edges) {
        const [a, b] = [this.nodes[e.source]!, this.nodes[e.target]!]
        if (e.weight > most / 3 !== strong || (!seen(a) && !seen(b))) continue
        c.moveTo(px(a), py(a))
        c.lineTo(px(b), py(b))
      }
      c.strokeStyle = strong ? '#8796a5' : '#c9d1d9'
      c.globalAlpha = this.edges.length > 5000 ? 0.4 : 0.8
      c.lineWidth = strong ? 2 : 1
      c.stroke()
    }
    c.globalAlpha = 1
    if (this.selected < 0) return
    c.strokeStyle = '#1d4e89'
    for (const e of this.edges) {
      if (e.source !== this.selected && e.target !== this.selected) continue
      c.lineWidth = 1 + (3 * e.weight) / most
      c.beginPath()
      c.moveTo(px(this.nodes[e.source]!), py(this.nodes[e.source]!))
      c.lineTo(px(this.nodes[e.target]!), py(this.nodes[e.target]!))
      c.stroke()
    }
  }

  /** drawLabels takes names in the order of rank, the chosen first, and drops those for which there is no room. */
  private drawLabels(c: CanvasRenderingContext2D, px: (n: Node) => number, py: (n: Node) => number, seen: (n: Node) => boolean, near: ReadonlySet<number>): void {
    const taken = new Set<number>()
    const cell = (x: number, y: number): number => Math.floor(y / labelHeight) * 65536 + Math.floor(x / 16)
    const dots = new Map<number, number>() // nodes by cell: a name never hides another node
    for (const n of this.nodes) if (seen(n)) dots.set(cell(px(n), py(n)), (dots.get(cell(px(n), py(n))) ?? 0) + 1)
    this.boxes = []
    c.font = '12px "Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif'
    c.textBaseline = 'middle'
    const order = this.nodes.map((_, i) => i).sort((a, b) => Number(b === this.selected) - Number(a === this.selected) || Number(near.has(b)) - Number(near.has(a)) || this.nodes[a]!.rank - this.nodes[b]!.rank)
    for (const i of order) {
      const n = this.nodes[i]!
      if (!seen(n)) continue
      const name = n.name.length > 20 ? n.name.slice(0, 19) + '…' : n.name
      const x = px(n) + n.size + 3
      const y = py(n)
      const wide = c.measureText(name).width
      const cells: number[] = []
      for (let gx = Math.floor(x / 16); gx <= Math.floor((x + wide) / 16); gx++) for (const gy of [Math.floor((y - 8) / labelHeight), Math.floor((y + 7) / labelHeight)]) cells.push(gy * 65536 + gx)
      const own = cell(px(n), y)
      if (cells.some((k) => taken.has(k) || (i !== this.selected && (dots.get(k) ?? 0) > (k === own ? 1 : 0)))) continue
      for (const k of cells) taken.add(k)
      this.boxes.push([x, y - 8, x + wide, y + 8])
      c.fillStyle = 'rgba(255,255,255,.85)'
      c.fillRect(x - 1, y - 8, wide + 2, 16)
      c.fillStyle = i === this.selected ? '#000' : '#1d2328'
      c.fillText(name, x, y)
    }
  }
}
