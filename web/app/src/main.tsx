import { render } from 'preact'
import type { FunctionComponent } from 'preact'
import { useEffect } from 'preact/hooks'
import { Banners, Header } from './shell'
import { follow, lang, route } from './state'
import './style.css'
import { Missing } from './ui'
import { City, Project, Theme } from './views/entity'
import { Department } from './views/department'
import { DocumentView } from './views/document'
import { Documents } from './views/documents'
import { Home } from './views/home'
import { Matrix } from './views/matrix'
import { Network } from './views/network'
import { Paths } from './views/path'
import { SearchView } from './views/search'
import { TaskView } from './views/task'
import { Compare } from './views/compare'

const views: Readonly<Record<string, FunctionComponent>> = { '': Home, search: SearchView, documents: Documents, matrix: Matrix, network: Network, path: Paths, compare: Compare }
const pages: Readonly<Record<string, FunctionComponent<{ id: string }>>> = { department: Department, task: TaskView, city: City, project: Project, theme: Theme, document: DocumentView }

function View() {
  const [kind = '', id, more] = route.value.path.split('/')
  const Page = pages[kind]
  if (Page && id && !more) return <Page key={id} id={id} />
  const Plain = views[kind]
  return Plain && !id ? <Plain key={kind} /> : <Missing />
}

function App() {
  useEffect(() => {
    document.documentElement.lang = lang.value
  }, [lang.value])
  return <><Header /><Banners /><main id="main" tabIndex={-1}><View /></main></>
}

// The page is at one depth when it is loaded and at others later: relative addresses in it are made absolute once.
document.querySelectorAll<HTMLLinkElement>('link[href]').forEach((l) => (l.href = l.href))
document.addEventListener('click', follow)
render(<App />, document.getElementById('app') as HTMLElement)
