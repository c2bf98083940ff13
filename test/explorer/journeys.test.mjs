// The journeys of a researcher on the embedded plan. Figures are those of the gold; where reading improves, the gold decides.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { api, browser, download, figures, open, serve, settled, sheet, text } from './lib.mjs'

let server, base
const id = {}

before(async () => {
  server = await serve(['--data', ':memory:'])
  base = server.base
  const d = await api(base, `{ departments(first: 100) { nodes { id name } } tasks(first: 100) { nodes { id title } } cities(first: 100) { nodes { id name } } culturalThemes(first: 50) { nodes { id name } } documents { nodes { id title } } }`)
  for (const list of Object.values(d)) for (const n of list.nodes) id[n.name ?? n.title] = n.id
  id.plan = d.documents.nodes[0].id
})
after(async () => {
  await browser.close()
  await server.stop()
})

test('1 the first page has the counts of the graph', async (t) => {
  const page = await open(t, base, '?lang=zh')
  const s = (await api(base, '{ stats { documentCount taskCount departmentCount responsibilityCount cityCount projectCount culturalThemeCount } }')).stats
  assert.deepEqual(await figures(page, '.counts b'), Object.values(s))
  assert.deepEqual(Object.values(s).slice(0, 6), [1, 32, 38, 161, 43, 52])
  assert.deepEqual((await sheet(page, 'bodies')).slice(0, 3).map((r) => r[2]), ['22', '22', '22'])
})

test('2 发改, down, enter: the page of the commission, by keyboard only', async (t) => {
  const page = await open(t, base, '?lang=zh')
  await page.keyboard.press('/')
  await page.keyboard.insertText('发改')
  await page.waitForSelector('[role=option]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.waitForURL(/department/)
  await settled(page)
  assert.equal(await text(page, '.h1-name'), '省发展改革委')
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H1')
})

test('3 发改委, enter: several bodies are offered and none is chosen', async (t) => {
  const page = await open(t, base, '?lang=zh')
  await page.fill('#search', '发改委')
  await page.press('#search', 'Enter')
  await page.waitForURL(/search/)
  await settled(page)
  assert.deepEqual((await page.locator('.offer li').allInnerTexts()).sort(), ['临汾市发展改革委', '省发展改革委', '运城市发展改革委'].sort())
})

test('4 旅游: ten hits; a type narrows them, back widens them', async (t) => {
  const page = await open(t, base, 'search?q=旅游&lang=zh')
  const total = async () => Number(await page.locator('[data-total]').getAttribute('data-total'))
  assert.equal(await total(), (await api(base, '{ search(query: "旅游") { totalCount } }')).search.totalCount)
  assert.equal(await total(), 10)
  const facets = await page.locator('.facets button').evaluateAll((b) => b.map((x) => x.textContent.replace(/\s/g, '')))
  for (const want of ['部门1', '任务5', '项目3', '章节1']) assert.ok(facets.includes(want), `${facets} has ${want}`)
  await page.click('[data-value=TASK]')
  await page.waitForFunction(() => document.querySelector('[data-total]')?.getAttribute('data-total') === '5')
  assert.match(page.url(), /type=TASK/)
  await page.goBack()
  await page.waitForFunction(() => document.querySelector('[data-total]')?.getAttribute('data-total') === '10')
})

test('5 关公: two hits, the first is marked where it stands', async (t) => {
  const page = await open(t, base, 'search?q=关公&lang=zh')
  assert.equal(await page.locator('[data-total]').getAttribute('data-total'), '2')
  assert.equal(await text(page, '.hit'), '关公文化')
  const mark = page.locator('.hits li').first().locator('mark').first()
  assert.deepEqual([await mark.getAttribute('data-start'), await mark.getAttribute('data-end')], ['8970', '8974'])
})

test('6 a body: tasks, partners, mentions, names', async (t) => {
  const page = await open(t, base, `department/${id['省发展改革委']}?lang=zh`)
  assert.deepEqual(await figures(page, '[data-count]'), [22, 25, 24])
  assert.equal(await page.locator('[data-aliases]').getAttribute('data-aliases'), '7')
  assert.deepEqual(await page.locator('.facets [data-value]').evaluateAll((b) => b.slice(0, 2).map((x) => x.dataset.value + x.querySelector('.facet-count').textContent)), ['RESPONSIBLE21', 'SUPERVISE1'])
  await page.click('text=表')
  await page.waitForSelector('table[data-sheet=partners]')
  assert.deepEqual((await sheet(page, 'partners')).slice(0, 3), [['临汾市人民政府', '16'], ['运城市人民政府', '16'], ['省经信委', '12']])
  assert.equal((await sheet(page, 'tasks')).length, 22)
})

test('7 a chosen task lights its bodies and its passage; the address restores it', async (t) => {
  const page = await open(t, base, `department/${id['省发展改革委']}?lang=zh`)
  await page.click(`[data-task="${id['做强重要节点城市']}"]`)
  for (const again of [false, true]) {
    if (again) {
      await page.reload()
      await settled(page)
    }
    const mark = page.locator('mark.current')
    await mark.first().waitFor()
    assert.match((await mark.allInnerTexts()).join(''), /^\(省民政厅、.*负责\)$/)
    assert.equal(await text(page, 'mark.current.on-self'), '省发展改革委')
    assert.deepEqual([await mark.first().getAttribute('data-start'), await mark.first().getAttribute('data-end')], ['2693', '2735'])
    assert.equal(await page.locator('[data-lit]').getAttribute('data-lit'), '7')
    assert.equal((await page.locator('.partner.lit').count()) + 1, 7)
    await page.waitForFunction(() => {
      const [m, box] = [document.querySelector('mark.current').getBoundingClientRect(), document.querySelector('.reader-text').getBoundingClientRect()]
      return m.top >= box.top && m.bottom <= box.bottom
    })
  }
})

test('8 all partners, and back to the first', async (t) => {
  const page = await open(t, base, `department/${id['省发展改革委']}?lang=zh`)
  assert.equal(await page.locator('.partner').count(), 14)
  await page.click('text=展开全部')
  await page.waitForFunction(() => document.querySelectorAll('.partner').length === 25)
  assert.match(page.url(), /all=1/)
  assert.equal(await page.locator('button:has-text("只看前")').innerText(), '只看前 14')
})

test('9 the matrix: 31 × 31, 161 cells, totals; kinds and roles narrow it', async (t) => {
  const page = await open(t, base, 'matrix?lang=zh&rows=tasks')
  assert.equal(await text(page, '[data-size]'), '31 × 31')
  assert.equal(await page.locator('.cell').count(), 161)
  assert.deepEqual((await page.locator('.grid text.faint').allTextContents()).slice(0, 5).map(Number), [22, 22, 22, 12, 11])
  await page.click('[data-value=DEPARTMENT]')
  await page.waitForFunction(() => document.querySelectorAll('.cell').length === 108)
  await page.click('.chosen .chip')
  await page.click('[data-value=RESPONSIBLE]')
  await page.waitForFunction(() => document.querySelectorAll('.cell').length === 159)
})

test('10 a cell opens its passage by keyboard; the table holds the same', async (t) => {
  const page = await open(t, base, 'matrix?lang=zh')
  const cells = await page.locator('.cell').evaluateAll((c) => c.map((x) => x.getAttribute('aria-label')))
  const cell = page.locator('.cell[aria-label^="省林业厅 × 构筑生态安全屏障"]')
  await cell.focus()
  await page.keyboard.press('ArrowDown')
  assert.notEqual(await page.evaluate(() => document.activeElement.getAttribute('aria-label')), await cell.getAttribute('aria-label'))
  await cell.focus()
  await page.keyboard.press('Enter')
  await page.waitForSelector('.offer blockquote')
  assert.match(await text(page, '.offer blockquote'), /省林业厅/)
  await page.click('.tabs >> text=表')
  const rows = await sheet(page, 'responsibilities')
  assert.equal(rows.length, 161)
  assert.deepEqual(rows.map((r) => `${r[0]} × ${r[1]}：${r[2]}`).sort(), cells.sort())
})

test('11 the network and its measures', async (t) => {
  const page = await open(t, base, 'network?lang=zh')
  const measure = (m) => text(page, `[data-measure=${m}]`)
  assert.deepEqual([await measure('actors'), await measure('ties'), await measure('density'), await measure('communities'), await measure('modularity')], ['30', '171', '0.393', '4', '0.137'])
  const first = (await sheet(page, 'actors'))[0]
  assert.deepEqual([first[0], first[3]], ['省发展改革委', '0.161'])
})

test('12 and 18 departments only: 24 actors, in the address and in every export', async (t) => {
  const page = await open(t, base, 'network?lang=zh')
  await page.click('[data-value=departments]')
  await page.waitForFunction(() => document.querySelector('[data-measure=actors]')?.textContent === '24')
  assert.deepEqual([await text(page, '[data-measure=ties]'), await text(page, '[data-measure=density]')], ['101', '0.366'])
  assert.match(decodeURIComponent(page.url()), /departmentKinds/)
  const network = await page.locator('[data-network]').getAttribute('data-network')
  const dir = mkdtempSync(join(tmpdir(), 'explorer-'))
  const gexf = await download(page, page.locator('.exports >> text=GEXF'))
  const snapshot = await text(page, '.foot code')
  const file = join(dir, 'network.gexf')
  writeFileSync(file, gexf.data)
  const xml = gexf.data.toString()
  for (const want of [network, snapshot]) assert.ok(xml.includes(want), `the GEXF has ${want}`)
  const read = execFileSync('python3', ['-c', 'import networkx, sys; g = networkx.read_gexf(sys.argv[1]); print(g.number_of_nodes(), g.number_of_edges())', file]).toString().trim()
  assert.equal(read, '24 101')
  const csv = (await download(page, page.locator('.exports button', { hasText: 'CSV' }).first())).data.toString()
  const lines = csv.replace('\ufeff', '').trim().split('\r\n')
  assert.equal(lines.length, 25)
  assert.ok(lines.slice(1).every((l) => l.includes(snapshot) && l.includes('departmentKinds')))
  const json = JSON.parse((await download(page, page.locator('.exports button', { hasText: 'JSON' }))).data.toString())
  assert.equal(json.snapshot, snapshot)
  assert.match(json.query, /query Network/)
  assert.equal(json.data.collaborationNetwork.id, network)
  const plan = await open(t, base, `document/${id.plan}?lang=zh`)
  await plan.click('.foot summary:has-text("引用")')
  assert.match(await text(plan, '.foot .copy >> nth=1'), /73e522f4/)
})

test('13 the graph: the same pixels at each visit, labels that never overlap', async (t) => {
  const shots = []
  for (let i = 0; i < 2; i++) {
    const page = await open(t, base, 'network?view=graph&lang=zh')
    await page.waitForFunction(() => document.querySelector('canvas.network')?.drawing?.boxes.length > 10)
    await page.waitForTimeout(300)
    shots.push(await page.evaluate(() => document.querySelector('canvas.network').toDataURL()))
    assert.match(await page.locator('canvas.network').getAttribute('aria-label'), /行动者 30，联系 171/)
    const boxes = () => page.evaluate(() => document.querySelector('canvas.network').drawing.boxes)
    const box = await page.locator('canvas.network').boundingBox()
    await page.mouse.move(box.x + 60, box.y + 60)
    await page.mouse.down()
    await page.mouse.move(box.x + 260, box.y + 60, { steps: 5 })
    await page.mouse.up()
    await page.waitForTimeout(100)
    const b = await boxes()
    for (const [k, p] of b.entries()) for (const q of b.slice(0, k)) assert.ok(p[0] >= q[2] || q[0] >= p[2] || p[1] >= q[3] || q[1] >= p[3], `labels ${p} and ${q} overlap`)
  }
  assert.equal(shots[0], shots[1])
  const page = await open(t, base, 'network?view=graph&lang=zh')
  await page.focus('canvas.network')
  await page.keyboard.press('Enter')
  const first = await text(page, '.picked b')
  await page.keyboard.press('ArrowRight')
  await page.waitForFunction((was) => document.querySelector('.picked b')?.textContent !== was, first)
  assert.match(page.url(), /sel=/)
})

test('14 what is left without some bodies', async (t) => {
  const page = await open(t, base, 'network?lang=zh')
  const out = async (name) => page.check(`.removal input[value="${id[name]}"]`)
  await out('省发展改革委')
  await page.waitForSelector('[data-removal=components]')
  const said = async () => (await page.locator('[data-removal]').allInnerTexts()).join('|')
  assert.match(await said(), /1 → 1\|无人承担的任务 0\s*\|只剩一个部门的任务 2：/)
  await out('临汾市人民政府')
  await out('运城市人民政府')
  await page.waitForFunction(() => /无人承担的任务 1/.test(document.querySelector('[data-removal=orphaned]')?.textContent ?? ''))
  assert.match(await said(), /无人承担的任务 1：\s*加强组织领导\|只剩一个部门的任务 6：/)
})

test('15 paths: each step with its words', async (t) => {
  for (const [from, to, length, total] of [['省发展改革委', '省商务厅', '2', '9'], ['省林业厅', '运城市人民政府', '2', '1']]) {
    const page = await open(t, base, `path?from=${id[from]}&to=${id[to]}&lang=zh`)
    const said = page.locator('[data-length]')
    assert.deepEqual([await said.getAttribute('data-length'), await said.getAttribute('data-total')], [length, total])
    assert.equal(await page.locator('.paths > li').count(), Number(total))
    for (const line of await page.locator('.paths > li').all()) {
      assert.equal(await line.locator('.arrow a').count(), 2)
      assert.match(await line.locator('.quotes').innerText(), /负责|督促|监督|检查/)
    }
  }
})

test('16 a place and a theme', async (t) => {
  const page = await open(t, base, `city/${id['临汾市']}?lang=zh`)
  assert.deepEqual((await figures(page, '.numbers b')).slice(0, 2), [13, 6])
  assert.equal(await page.locator('.facts a', { hasText: '临汾市人民政府' }).getAttribute('href'), new URL(`department/${id['临汾市人民政府']}?lang=zh`, base).href)
  const theme = await open(t, base, `theme/${id['尧文化']}?lang=zh`)
  assert.equal((await figures(theme, '.numbers b'))[0], 2)
})

test('17 a document: outline, warnings, a task of nobody', async (t) => {
  const page = await open(t, base, `document/${id.plan}?lang=zh`)
  assert.equal(await page.locator('.reading > div > .outline > li').count(), 3)
  const section = page.locator('li[data-section]', { hasText: '建设创新引领的现代产业体系' }).last()
  assert.equal(await section.locator('.facet-count').first().innerText(), '8')
  await page.click('.warnings summary')
  assert.equal(await page.locator('[data-warning]').count(), 2)
  assert.equal(await page.locator('[data-warning] a').count(), 2)
  const task = await open(t, base, `task/${id['加大宣传力度']}?lang=zh`)
  assert.equal(await text(task, '.nothing'), '文件没有写明由谁负责。')
})

test('20 unknown ids are not found, and can be searched from', async (t) => {
  const page = await open(t, base, 'department/b000000000000000?lang=zh', { allow: /404/ })
  assert.equal((await page.request.get(new URL('department/b000000000000000', base).href)).status(), 404)
  assert.equal(await text(page, 'h1'), '未找到')
  await page.fill('#search', '旅游')
  await page.press('#search', 'Enter')
  await page.waitForSelector('.hits li')
})

test('the console runs a recipe by its Chinese name, under the policy', async (t) => {
  const page = await open(t, base, 'graphiql?lang=zh')
  await page.waitForFunction(() => document.querySelectorAll('.bar option').length > 15)
  await page.selectOption('.bar select', { label: '4. 谁督查，谁牵头？按角色计数' })
  await page.waitForFunction(() => document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.getValue().includes('countResponsibilities'))
  await page.click('.graphiql-execute-button')
  await page.waitForFunction(() => /"RESPONSIBLE"/.test(document.querySelector('.result-window')?.textContent ?? ''))
  const from = await open(t, base, `department/${id['省发展改革委']}?lang=en`)
  await from.click('.graphql summary')
  await from.click('.graphql a')
  await from.waitForSelector('.graphiql-container')
  await from.waitForFunction(() => document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.getValue().includes('query Department'))
  await from.click('.graphiql-execute-button')
  await from.waitForFunction((want) => document.querySelector('.result-window')?.textContent.includes(want), id['省发展改革委'])
})
