import { useMemo } from 'preact/hooks'
import { operation, useAsk } from '../api'
import type { TaskQuery, TaskQueryVariables } from '../gen'
import { label, number, t } from '../i18n'
import ops from '../ops/task.graphql?raw'
import { change, href, params, server } from '../state'
import type { Mark, Sheet } from '../types'
import { Reader } from '../reader'
import { cell, EntityLink, Failed, Foot, Heading, Line, Missing, passage, Table, Waiting, Zh } from '../ui'

const taskOf = operation<TaskQuery, TaskQueryVariables>(ops, 'Task')
type Task = NonNullable<TaskQuery['task']>

/** marksOf are the passages of a task, counted from its first character. */
function marksOf(task: Task): Mark[] {
  const out: Mark[] = []
  const add = (kind: Mark['kind'], title: string, evidence: Task['departments']['edges'][number]['responsibility']['evidence']) => {
    for (const e of evidence) {
      if (e.span.utf16Start < task.span.utf16Start || e.span.utf16End > task.span.utf16End) continue
      out.push({ start: e.span.utf16Start - task.span.utf16Start, end: e.span.utf16End - task.span.utf16Start, kind, key: e.id, evidence: e.id, title })
    }
  }
  for (const e of task.departments.edges) add('body', e.node.name, e.responsibility.evidence)
  for (const e of task.cities.edges) add('city', e.node.name, e.fact.evidence)
  for (const e of task.projects.edges) add('project', e.node.name, e.fact.evidence)
  for (const e of task.culturalThemes.edges) add('theme', e.node.name, e.fact.evidence)
  return out.sort((a, b) => a.start - b.start || b.end - a.end)
}

export function TaskView({ id }: { id: string }) {
  const variables: TaskQueryVariables = { id }
  const answer = useAsk(taskOf, variables)
  const task = answer.data?.task
  const marks = useMemo(() => (task ? marksOf(task) : []), [task])
  if (answer.failure && !task) return <><Heading>{t('task')}</Heading><Failed failure={answer.failure} /></>
  if (!task) return answer.data ? <Missing /> : <><Heading>{t('task')}</Heading><Waiting of={answer} /></>
  const at = marks.find((m) => m.evidence === params.value['at'])
  const bodies: Sheet = {
    name: 'bodies', caption: t('bodies'),
    columns: [{ name: 'body', title: t('body') }, { name: 'role', title: t('role') }, { name: 'kind', title: t('kind') }, { name: 'asWritten', title: t('asWritten') }, { name: 'passage', title: t('passage') }],
    rows: task.departments.edges.map((e) => [cell(e.node, 'DEPARTMENT'), label('role', e.role), label('departmentKind', e.node.kind), { text: e.responsibility.surface, zh: true }, passage(e.responsibility.evidence[0])]),
  }
  const named: Sheet = {
    name: 'named', caption: `${t('places')} · ${t('projects')} · ${t('themes')}`,
    columns: [{ name: 'name', title: t('where') }, { name: 'type', title: t('type') }, { name: 'passage', title: t('passage') }],
    rows: [
      ...task.cities.edges.map((e) => [cell(e.node, 'CITY'), label('level', e.node.level), passage(e.fact.evidence[0])] as const),
      ...task.projects.edges.map((e) => [cell(e.node, 'PROJECT'), label('projectKind', e.node.kind), passage(e.fact.evidence[0])] as const),
      ...task.culturalThemes.edges.map((e) => [cell(e.node, 'CULTURAL_THEME'), t('theme'), passage(e.fact.evidence[0])] as const),
    ],
  }
  const related: Sheet = {
    name: 'related', caption: t('relatedTasks'),
    columns: [{ name: 'task', title: t('task') }, { name: 'common', title: t('bodies'), number: true }, { name: 'overlap', title: t('jaccard'), number: true }],
    rows: task.relatedTasks.edges.map((e) => [cell({ id: e.node.id, name: e.node.title }, 'TASK'), e.sharedDepartments.length, e.jaccard]),
  }
  return (
    <>
      <Heading kind={t('task')}><Zh>{task.title}</Zh></Heading>
      <dl class="facts">
        <Line term={t('document')}><EntityLink of={{ id: task.document.id, name: task.document.title }} type="DOCUMENT" /></Line>
        <Line term={t('section')}>{task.section.path.map((s, i) => <span key={s.id}>{i ? ' › ' : ''}<a href={server('id/' + s.id)}><Zh>{s.number ?? ''}{s.heading}</Zh></a></span>)}</Line>
        <Line term={t('where')}><Zh>{task.locator}</Zh></Line>
      </dl>
      <div class="split">
        <div>
          {bodies.rows.length ? <Table sheet={bodies} /> : <p class="nothing" role="status">{t('nobody')}</p>}
          {named.rows.length ? <Table sheet={named} /> : null}
          {related.rows.length ? <><Table sheet={related} /><p class="faint">{number(task.relatedTasks.totalCount)} {t('tasks')}</p></> : null}
        </div>
        <Reader text={task.text} marks={marks} at={at ? { start: at.start, end: at.end, evidence: at.evidence } : undefined} onChoose={(m) => change({ at: m.evidence }, true)} />
      </div>
      <p><a href={href('document/' + task.document.id, { at: task.departments.edges[0]?.responsibility.evidence[0]?.id })}>{t('q6')}</a></p>
      <Foot made={{ op: taskOf, variables, data: answer.data, note: t('theNote'), sheets: [bodies, named, related], name: 'task', plain: server(task.permalink) }} />
    </>
  )
}
