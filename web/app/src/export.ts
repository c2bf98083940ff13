// Files made of what a view shows.
import type { Sheet } from './types'
import { text } from './types'

/** save hands bytes to the person as a file. */
export function save(name: string, type: string, data: BlobPart): void {
  const url = URL.createObjectURL(new Blob([data], { type }))
  const a = document.createElement('a')
  a.href = url
  a.download = name
  document.body.append(a)
  a.click()
  a.remove()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** field quotes one value; what a spreadsheet would run as a formula gets an apostrophe, as in the exports of the server. */
function field(value: string, isNumber: boolean): string {
  const s = !isNumber && /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? "'" + value : value
  return /[",\r\n]/.test(s) ? '"' + s.replaceAll('"', '""') + '"' : s
}

/** csv writes a table; every row says which snapshot and address it comes from. */
export function csv(sheet: Sheet, snapshot: string, address: string): string {
  const head = [...sheet.columns.map((c) => c.name), 'snapshot', 'address'].map((h) => field(h, false)).join(',')
  const rows = sheet.rows.map((r) => [...r.map((c) => field(text(c), typeof c === 'number')), snapshot, field(address, false)].join(','))
  return '\ufeff' + [head, ...rows].join('\r\n') + '\r\n'
}

const kept = ['fill', 'stroke', 'stroke-width', 'stroke-opacity', 'fill-opacity', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'dominant-baseline'] as const

/** svg copies a picture with the styles that it has on the page, so that it looks the same elsewhere. */
export function svg(picture: SVGSVGElement, note: string): string {
  const copy = picture.cloneNode(true) as SVGSVGElement
  const from = picture.querySelectorAll('*')
  copy.querySelectorAll('*').forEach((e, i) => {
    const style = getComputedStyle(from[i] as Element)
    for (const k of kept) e.setAttribute(k, style.getPropertyValue(k))
    e.removeAttribute('class')
    e.removeAttribute('tabindex')
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('font-family', '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif')
  const desc = document.createElementNS('http://www.w3.org/2000/svg', 'desc')
  desc.textContent = note
  copy.prepend(desc)
  return new XMLSerializer().serializeToString(copy)
}

/** png draws an SVG at twice its size. */
export async function png(source: string, width: number, height: number): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([source], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = width * 2
    canvas.height = height * 2
    const c = canvas.getContext('2d') as CanvasRenderingContext2D
    c.fillStyle = '#fff'
    c.fillRect(0, 0, canvas.width, canvas.height)
    c.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await blob(canvas)
  } finally {
    URL.revokeObjectURL(url)
  }
}

export function blob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => canvas.toBlob((b) => (b ? resolve(b) : reject(new Error('no picture'))), 'image/png'))
}
