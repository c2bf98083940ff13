import { GraphiQL } from 'graphiql'
import 'graphiql/graphiql.css'
import { createElement, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import './style.css'

// The console sets HTML that it made itself from the descriptions of our schema. Under the policy of this page only what
// passes here is set; nothing that could run does.
window.trustedTypes?.createPolicy('default', {
  createHTML: (html) => (/<script|<iframe|\son\w+\s*=|javascript:/i.test(html) ? '' : html),
})

const params = new URLSearchParams(location.search)
const zh = params.get('lang') === 'zh' || (!params.get('lang') && navigator.language.startsWith('zh'))
const words = zh
  ? { back: '返回浏览', pick: '示例查询', none: '选一个查询…', note: '每个查询都在手册中并随测试运行' }
  : { back: 'Back to the explorer', pick: 'Queries of the cookbook', none: 'Choose one…', note: 'Every query is one of the cookbook and run by its test' }
document.documentElement.lang = zh ? 'zh' : 'en'

// Nothing is kept in the browser.
const memory = new Map()
const storage = {
  getItem: (k) => memory.get(k) ?? null,
  setItem: (k, v) => void memory.set(k, v),
  removeItem: (k) => void memory.delete(k),
  clear: () => memory.clear(),
  get length() { return memory.size },
}

const fetcher = async (body) => {
  const r = await fetch('graphql', { method: 'POST', headers: { 'Content-Type': 'application/json', Accept: 'application/json' }, body: JSON.stringify(body) })
  return r.json()
}

const start = { query: params.get('query') ?? '{\n  stats { documentCount taskCount departmentCount }\n}\n', variables: params.get('variables') ?? '', operationName: params.get('operationName') ?? undefined }

function Console() {
  const [queries, setQueries] = useState([])
  const [now, setNow] = useState({ ...start, key: 0 })
  useEffect(() => void fetch('graphiql/queries.json').then((r) => r.json()).then(setQueries), [])
  const choose = (i) => {
    const q = queries[i]
    if (q) setNow({ query: q.query, variables: '', operationName: undefined, key: now.key + 1 })
  }
  return (
    <>
      <header className="bar">
        <a href={'./' + (params.get('lang') ? '?lang=' + params.get('lang') : '')}>PolicyGraph · {words.back}</a>
        <label>
          {words.pick}{' '}
          <select defaultValue="" onChange={(e) => choose(Number(e.target.value))}>
            <option value="" disabled>{words.none}</option>
            {queries.map((q, i) => <option key={i} value={i}>{zh ? q.zh : q.en}</option>)}
          </select>
        </label>
        <span>{words.note}</span>
      </header>
      <main className="console" key={now.key}>
        <GraphiQL fetcher={fetcher} storage={storage} forcedTheme="light" query={now.query} variables={now.variables} operationName={now.operationName} />
      </main>
    </>
  )
}

createRoot(document.getElementById('graphiql')).render(createElement(Console))
