// A server, a browser and what every journey watches: console errors, requests to other hosts, violations of the policy.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chromium } from 'playwright-core'

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--force-color-profile=srgb']

export const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: flags })

/** serve starts the program and waits until it is ready. */
export async function serve(args, port = 0) {
  const child = spawn(process.env.POLICYGRAPH, ['serve', '--addr', `127.0.0.1:${port}`, ...args], { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  const base = await new Promise((resolve, reject) => {
    child.stderr.on('data', (d) => {
      log += d
      const m = /serving (http:\/\/[^/\s]+)\/graphql/.exec(log)
      if (m) resolve(m[1] + '/')
    })
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${log}`)))
  })
  return { base, port: Number(new URL(base).port), stop: async () => { child.kill('SIGTERM'); if (child.exitCode === null) await once(child, 'exit') } }
}

export async function api(base, query, variables = {}) {
  const r = await fetch(base + 'graphql', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ query, variables }) })
  const body = await r.json()
  assert.equal(body.errors, undefined, JSON.stringify(body.errors))
  return body.data
}

/** open gives a page that fails the test when it says an error or asks another host. `allow` matches errors that are expected. */
export async function open(t, base, address, { width = 1280, height = 900, allow = /^$/, locale = 'zh-CN' } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale, deviceScaleFactor: 1, acceptDownloads: true, reducedMotion: 'reduce' })
  const page = await context.newPage()
  const faults = []
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type()) && !allow.test(m.text())) faults.push(m.text())
  })
  page.on('pageerror', (e) => faults.push(String(e)))
  page.on('dialog', (d) => { faults.push('dialog ' + d.message()); void d.dismiss() })
  page.on('request', (r) => {
    const u = new URL(r.url())
    if (u.protocol !== 'blob:' && u.protocol !== 'data:' && u.origin !== new URL(base).origin) faults.push('request to ' + u.origin)
  })
  t.after(async () => {
    await context.close()
    assert.deepEqual(faults, [])
  })
  await page.goto(new URL(address, base).href)
  await settled(page)
  return page
}

/** settled waits until the view has its answer. */
export async function settled(page) {
  await page.waitForFunction(() => document.querySelector('.foot, .failure, .nothing, .lead, .graphiql-container') && !document.querySelector('.waiting'), null, { timeout: 15_000 })
}

export const text = (page, selector) => page.locator(selector).first().innerText()
export const figures = async (page, selector) => (await page.locator(selector).allInnerTexts()).map((s) => Number(s.replace(/[^\d.]/g, '')))
export const sheet = (page, name) => page.locator(`table[data-sheet=${name}] tbody tr`).evaluateAll((rows) => rows.map((r) => [...r.children].map((c) => c.textContent)))

/** download clicks and gives what was saved. */
export async function download(page, locator) {
  const [d] = await Promise.all([page.waitForEvent('download'), locator.click()])
  const chunks = []
  for await (const c of await d.createReadStream()) chunks.push(c)
  return { name: d.suggestedFilename(), data: Buffer.concat(chunks) }
}
