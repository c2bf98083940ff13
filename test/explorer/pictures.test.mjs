// Pictures compared with kept ones, small and with a tolerance, so that another machine's fonts pass and a moved or missing
// part does not; and budgets in CPU time. UPDATE=1 writes the pictures again.
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { api, browser, open, serve, settled } from './lib.mjs'

const [wide, high] = [160, 100] // px of a kept picture
const meanAllowed = 5 // of 255, over all pixels and channels
const farAllowed = 0.03 // share of pixels that differ by more than far
const far = 56

let server, base, id, blank

before(async () => {
  server = await serve(['--data', ':memory:'])
  base = server.base
  const d = await api(base, '{ department(name: "省发展改革委") { id } documents { nodes { id } } tasks(filter: {title: {eq: "做强重要节点城市"}}) { nodes { id } } city(name: "临汾市") { id } departments(first: 9) { nodes { id } } }')
  id = { body: d.department.id, document: d.documents.nodes[0].id, task: d.tasks.nodes[0].id, city: d.city.id }
  blank = await browser.newPage()
})
after(async () => {
  await browser.close()
  await server.stop()
})

/** small draws a PNG at the size of the kept ones. */
const small = (png) => blank.evaluate(async ([url, w, h]) => {
  const image = new Image()
  image.src = url
  await image.decode()
  const canvas = new OffscreenCanvas(w, h)
  const c = canvas.getContext('2d')
  c.imageSmoothingQuality = 'high'
  c.drawImage(image, 0, 0, w, h)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return { pixels: [...c.getImageData(0, 0, w, h).data], png: btoa(String.fromCharCode(...new Uint8Array(await blob.arrayBuffer()))) }
}, ['data:image/png;base64,' + png.toString('base64'), wide, high])

/** differ gives the mean difference of two pictures, and the share of pixels that are far apart. */
export function differ(a, b) {
  let sum = 0
  let apart = 0
  for (let i = 0; i < a.length; i += 4) {
    const d = [0, 1, 2].map((k) => Math.abs(a[i + k] - b[i + k]))
    sum += d[0] + d[1] + d[2]
    if (Math.max(...d) > far) apart++
  }
  return { mean: sum / (a.length * 0.75), apart: apart / (a.length / 4) }
}

async function compare(page, name) {
  const now = await small(await page.screenshot())
  const file = new URL(`pictures/${name}.png`, import.meta.url)
  if (process.env.UPDATE) {
    mkdirSync(new URL('pictures/', import.meta.url), { recursive: true })
    writeFileSync(file, Buffer.from(now.png, 'base64'))
    return { mean: 0, apart: 0 }
  }
  assert.ok(existsSync(file), `${file} is kept`)
  return differ(now.pixels, (await small(readFileSync(file))).pixels)
}

test('every view looks as it did', async (t) => {
  const page = await open(t, base, '?lang=zh', { height: 800 })
  const views = {
    home: '', search: 'search?q=旅游', body: `department/${id.body}?sel=${id.task}`, task: `task/${id.task}`, city: `city/${id.city}`, document: `document/${id.document}`,
    matrix: 'matrix', network: 'network', pairs: 'network?view=matrix', graph: 'network?view=graph', path: `path?from=${id.body}&to=${id.task}`, documents: 'documents', compare: `compare?a=${id.document}&b=${id.document}`,
  }
  const found = []
  for (const [name, v] of Object.entries(views)) {
    for (const lang of ['zh', 'en']) {
      await page.goto(new URL(v + (v.includes('?') ? '&' : '?') + 'lang=' + lang, base).href)
      await settled(page)
      await page.waitForTimeout(200)
      const d = await compare(page, `${name}-${lang}`)
      if (d.mean > meanAllowed || d.apart > farAllowed) found.push(`${name}-${lang}: mean ${d.mean.toFixed(1)}, ${(100 * d.apart).toFixed(1)} % far apart`)
    }
  }
  assert.deepEqual(found, [])
})

test('the comparison notices a part that is gone', { skip: Boolean(process.env.UPDATE) }, async (t) => {
  const page = await open(t, base, 'matrix?lang=zh', { height: 800 })
  await page.evaluate(() => document.querySelector('.grid .cells').remove())
  const d = await compare(page, 'matrix-zh')
  assert.ok(d.mean > meanAllowed || d.apart > farAllowed, `mean ${d.mean}, ${d.apart} far apart`)
})

test('three files before the first content, and one question', async (t) => {
  const page = await open(t, base, '?lang=zh')
  const asked = []
  page.on('request', (r) => asked.push(new URL(r.url()).pathname))
  for (const v of [`department/${id.body}`, 'matrix', 'network', `document/${id.document}`]) {
    asked.length = 0
    await page.goto(new URL(v + '?lang=zh', base).href)
    await page.waitForSelector('main .foot')
    const before = asked.filter((p) => !p.endsWith('.svg') && p !== '/graphql')
    assert.equal(before.length, 3, `${v}: ${before}`)
    assert.ok(asked.filter((p) => p === '/graphql').length <= 2, `${v}: ${asked}`)
  }
})

test('the page of a body costs at most 300 ms of script', async (t) => {
  const page = await open(t, base, '?lang=zh')
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const script = async () => Object.fromEntries((await cdp.send('Performance.getMetrics')).metrics.map((m) => [m.name, m.value]))
  const costs = []
  for (let i = 0; i < 3; i++) {
    await page.goto(new URL(`department/${id.body}?lang=zh`, base).href)
    await page.waitForSelector('.reader mark')
    costs.push(1000 * (await script()).ScriptDuration)
  }
  t.diagnostic(`script: ${costs.map((c) => c.toFixed(0)).join(', ')} ms of CPU`)
  assert.ok(Math.min(...costs) <= 300, `${costs} ms`)
})

// A frame that only moves the cached bitmap, and one that draws it again, on networks made here.
test('a frame while panning costs at most 16 ms', async (t) => {
  const page = await open(t, base, 'network?view=graph&lang=zh')
  await page.waitForFunction(() => document.querySelector('canvas.network')?.drawing)
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const cpu = async () => 1000 * (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'TaskDuration').value
  for (const n of [300, 2000, 10_000]) {
    await page.evaluate((n) => {
      const canvas = document.querySelector('canvas.network')
      let seed = 1
      const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
      const side = 60 * Math.sqrt(n)
      const nodes = Array.from({ length: n }, (_, i) => ({ id: String(i), name: '省发展改革委' + i, x: side * random(), y: side * random(), rank: i + 1, community: 1 + (i % 9), size: 5 }))
      const edges = Array.from({ length: 3 * n }, () => ({ source: Math.floor(n * random()), target: Math.floor(n * random()), weight: 1 + Math.floor(5 * random()) }))
      canvas.drawing.destroy()
      window.drawn = new canvas.drawing.constructor(canvas, nodes, edges, () => undefined)
      window.drawn.draw()
    }, n)
    const before = await cpu()
    const frames = 40
    await page.evaluate(async (frames) => {
      for (let i = 0; i < frames; i++) {
        window.drawn.pan(i < frames / 2 ? 5 : -5, 0)
        await new Promise(requestAnimationFrame)
      }
    }, frames)
    const each = ((await cpu()) - before) / frames
    t.diagnostic(`${n} nodes: ${each.toFixed(1)} ms of CPU a frame`)
    assert.ok(each <= 16, `${n} nodes: ${each} ms`)
  }
  const heap = (await cdp.send('Performance.getMetrics')).metrics.find((m) => m.name === 'JSHeapUsedSize').value / 1e6
  t.diagnostic(`heap ${heap.toFixed(0)} MB`)
  assert.ok(heap <= 150, `${heap} MB`)
})
