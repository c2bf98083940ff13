// Every view, in both languages and at two widths: accessible, without an error, without a word of the wrong language, as
// wide as the window. Then what goes wrong around it: hostile plans, a server that stops, a graph that changes, a proxy.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { api, browser, open, serve, settled, text } from './lib.mjs'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
let server, base, id

const named = async (at) => {
  const d = await api(at, `{ departments(first: 500, orderBy: [{field: TASK_COUNT, direction: DESC}]) { nodes { id name } } tasks(first: 500) { nodes { id title } } cities(first: 100) { nodes { id name } } projects(first: 5) { nodes { id name } } culturalThemes(first: 50) { nodes { id name } } documents { nodes { id title } } }`)
  const ids = {}
  for (const list of Object.values(d)) for (const n of list.nodes) ids[n.name ?? n.title] ??= n.id
  return { ...ids, document: d.documents.nodes[0].id, second: d.documents.nodes[1]?.id, project: d.projects.nodes[0]?.id, body: d.departments.nodes[0]?.id, other: d.departments.nodes[3]?.id, task: d.tasks.nodes[0]?.id, city: d.cities.nodes[0]?.id, theme: d.culturalThemes.nodes[0]?.id }
}

const views = () => [
  '', 'search?q=旅游', 'documents', `department/${id.body}`, `department/${id.body}?view=table`, `task/${id.task}`, `city/${id.city}`, `project/${id.project}`, `theme/${id.theme}`, `document/${id.document}`,
  `document/${id.document}?view=marks`, 'matrix', 'matrix?view=table', 'network', 'network?view=matrix', 'network?view=graph', `path?from=${id.body}&to=${id.other}`, `compare?a=${id.document}&b=${id.document}`, 'department/none',
]

before(async () => {
  server = await serve(['--data', ':memory:'])
  base = server.base
  id = await named(base)
})
after(async () => {
  await browser.close()
  await server.stop()
})

const with_ = (address, lang) => address + (address.includes('?') ? '&' : '?') + 'lang=' + lang

for (const lang of ['zh', 'en']) {
  for (const width of [360, 1280]) {
    test(`every view is accessible: ${lang}, ${width} px`, async (t) => {
      const page = await open(t, base, '?lang=' + lang, { width, height: 800, locale: lang, allow: /404/ })
      const found = []
      for (const v of views()) {
        await page.goto(new URL(with_(v, lang), base).href)
        await settled(page)
        await page.evaluate(axe)
        const r = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }))
        for (const x of r.violations) found.push(`${v}: ${x.id} ${x.nodes.slice(0, 2).map((n) => n.target.join(' ') + ' ' + (n.any[0]?.message ?? '')).join(' | ')}`)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (wide > 0) found.push(`${v}: ${wide} px wider than the window`)
        const words = await page.evaluate((zh) => {
          const out = []
          const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
          for (let n = walk.nextNode(); n; n = walk.nextNode()) {
            const of = n.parentElement.closest('[lang]')?.getAttribute('lang')
            const s = n.data.trim()
            if (!s || n.parentElement.closest('noscript,script,style')) continue
            // In an English page Chinese words are data and say so; no page shows the names of enumerations.
            if (!zh && of !== 'zh' && /\p{Script=Han}/u.test(s)) out.push(s)
            if (/^[A-Z]+(_[A-Z]+)+$|^(DEPARTMENT|RESPONSIBLE|PROVINCE|RAIL|LEAD)$/.test(s)) out.push(s)
            if (zh && of === 'zh' && /^[A-Za-z][A-Za-z ]{6,}$/.test(s) && !/^(PolicyGraph|GraphiQL|GraphML|PageRank|N-Quads|SHA-256|GB\/T.*|Jaccard|BibTeX)/.test(s)) out.push(s)
          }
          return out
        }, lang === 'zh')
        for (const w of words.slice(0, 3)) found.push(`${v}: the words ${w}`)
      }
      assert.deepEqual(found, [])
    })
  }
}

test('hostile plans: nothing runs, the layout holds', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'explorer-'))
  writeFileSync(join(dir, 'evil.txt'), `运城市<img src=x onerror=alert(1)>工作方案\n\n一、重点任务\n（一）\u202e做事<script>alert(2)</script>。推进<svg onload=alert(3)>建设。（市发展改革委、市财政局"><img src=x onerror=alert(4)>负责）\n（二）${'长'.repeat(10_000)}。推进建设。（市财政局负责）\n`)
  writeFileSync(join(dir, 'long.txt'), `${'很长的标题'.repeat(2000)}\n\n一、重点任务\n（一）推进建设。认真推进。（市财政局、市教育局负责）\n`)
  const s = await serve(['--data', ':memory:', dir])
  t.after(() => s.stop())
  const there = await named(s.base)
  const documents = (await api(s.base, '{ documents { nodes { id } } }')).documents.nodes
  const page = await open(t, s.base, '?lang=zh', { width: 1280 })
  const tasks = (await api(s.base, '{ tasks { nodes { id } } }')).tasks.nodes
  for (const v of ['', 'documents', ...documents.map((d) => 'document/' + d.id), ...tasks.map((x) => 'task/' + x.id), `department/${there.body}`, 'matrix', 'network', 'network?view=matrix', 'search?q=<img src=x onerror=alert(5)>', `compare?a=${documents[0].id}&b=${documents.at(-1).id}`]) {
    await page.goto(new URL(with_(v, 'zh'), s.base).href)
    await settled(page)
    assert.equal(await page.evaluate(() => document.querySelectorAll('main img, main script, main iframe').length), 0, v)
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, `${v} is as wide as the window`)
  }
})

test('the server stops: that is said, and it goes on when it is back', async (t) => {
  let s = await serve(['--data', ':memory:'])
  const page = await open(t, s.base, `department/${id.body}?lang=zh`, { allow: /ERR_CONNECTION|Failed to fetch|Failed to load/ })
  await s.stop()
  await page.click('.facets [data-value=SUPERVISE]')
  await page.waitForSelector('.banner')
  assert.match(await text(page, '.banner'), /服务器没有应答/)
  assert.equal(await text(page, '.h1-name'), '省发展改革委')
  s = await serve(['--data', ':memory:'], s.port)
  t.after(() => s.stop())
  await page.waitForFunction(() => !document.querySelector('.banner') && document.querySelectorAll('[data-task]').length === 1, null, { timeout: 30_000 })
})

test('a graph that changed is said', async (t) => {
  const dir = mkdtempSync(join(tmpdir(), 'explorer-'))
  const files = join(dir, 'plans')
  mkdirSync(files)
  const plan = (n) => writeFileSync(join(files, n + '.txt'), `运城市第${n}号工作方案\n\n一、重点任务\n（一）推进${n}号建设。认真推进。（市财政局、市教育局负责）\n`)
  plan(1)
  let s = await serve(['--data', join(dir, 'data'), files])
  const page = await open(t, s.base, 'network?lang=zh', { allow: /ERR_CONNECTION|Failed to/ })
  const old = new URL(page.url()).searchParams.get('snapshot')
  assert.match(old, /^x/)
  assert.equal(await page.locator('.banner').count(), 0)
  await s.stop()
  plan(2)
  execFileSync(process.env.POLICYGRAPH, ['load', '--data', join(dir, 'data'), files], { stdio: 'ignore' })
  s = await serve(['--data', join(dir, 'data')], s.port)
  t.after(() => s.stop())
  await page.reload()
  await settled(page)
  assert.match(await text(page, '.banner'), new RegExp(old))
  await page.click('.banner button')
  await page.waitForFunction(() => !document.querySelector('.banner'))
  assert.notEqual(new URL(page.url()).searchParams.get('snapshot'), old)
  const documents = (await api(s.base, '{ documents { nodes { id } } }')).documents.nodes
  await page.goto(new URL(`compare?a=${documents[0].id}&b=${documents[1].id}&lang=zh`, s.base).href)
  await settled(page)
  assert.equal(await page.locator('[data-both]').getAttribute('data-both'), '2')
})

test('all of it works below a path of a proxy', async (t) => {
  const proxy = createServer((q, r) => {
    if (!q.url.startsWith('/a/b/')) return r.writeHead(404).end()
    const up = request(new URL(q.url.slice(4), base), { method: q.method, headers: { ...q.headers, host: new URL(base).host } }, (a) => {
      r.writeHead(a.statusCode, a.headers)
      a.pipe(r)
    })
    q.pipe(up)
  })
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done))
  t.after(() => proxy.close())
  const at = `http://127.0.0.1:${proxy.address().port}/a/b/`
  const page = await open(t, at, '?lang=zh')
  await page.click('table[data-sheet=bodies] a')
  await page.waitForURL(at + 'department/**')
  await settled(page)
  assert.equal(await text(page, '.h1-name'), '省发展改革委')
  await page.reload()
  await settled(page)
  await page.click('nav >> text=矩阵')
  await page.waitForURL(at + 'matrix**')
  await settled(page)
  assert.equal(await page.locator('.cell').count(), 161)
  await page.click('nav >> text=GraphiQL')
  await page.waitForFunction(() => document.querySelectorAll('.bar option').length > 15)
})
