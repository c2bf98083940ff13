import { useEffect, useMemo, useRef } from 'preact/hooks'
import { colourOf, NetworkCanvas } from '../draw/canvas'
import type { Edge, Node } from '../draw/canvas'
import { label, number, t } from '../i18n'
import { change, params } from '../state'
import { EntityLink, Zh } from '../ui'
import type { NetworkData } from './network'

const usual = 2000 // actors; above, the first so many by rank are drawn
const capped = 150

/** Graph draws the network where the server placed it. The choice stands in the address and in the list beside the canvas. */
export function Graph({ network: n }: { network: NetworkData }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawing = useRef<NetworkCanvas | null>(null)
  const cap = Math.max(1, Number(params.value['cap']) || (n.actorCount > usual ? capped : usual))
  const { nodes, edges, actors } = useMemo(() => {
    const actors = [...n.actors.nodes].filter((a) => a.position).sort((a, b) => a.rank - b.rank).slice(0, cap)
    const most = Math.max(1, ...actors.map((a) => a.degree))
    const nodes: Node[] = actors.map((a) => ({ id: a.entity.id, name: a.entity.name, x: a.position!.x, y: a.position!.y, rank: a.rank, community: a.community, size: 4 + (5 * a.degree) / most }))
    const at = new Map(nodes.map((v, i) => [v.id, i]))
    const edges: Edge[] = n.ties.nodes.flatMap((e) => {
      const [source, target] = [at.get(e.source.entity.id), at.get(e.target.entity.id)]
      return source === undefined || target === undefined ? [] : [{ source, target, weight: e.weight }]
    })
    return { nodes, edges, actors }
  }, [n, cap])
  const chosen = nodes.findIndex((v) => v.id === params.value['sel'])
  const choose = (i: number) => change({ sel: nodes[i]?.id }, true)
  useEffect(() => {
    if (!canvas.current) return
    const d = (drawing.current = new NetworkCanvas(canvas.current, nodes, edges, choose))
    Object.assign(canvas.current, { drawing: d }) // tests read the boxes of labels
    const resize = new ResizeObserver(() => d.fit())
    resize.observe(canvas.current)
    return () => {
      resize.disconnect()
      d.destroy()
    }
  }, [nodes, edges])
  useEffect(() => drawing.current?.choose(chosen), [chosen, nodes])
  const key = (e: KeyboardEvent) => {
    const way = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, [number, number]>)[e.key]
    if (way) choose(chosen < 0 ? 0 : drawing.current!.toward(chosen, ...way))
    else if (e.key === 'Enter') choose(chosen < 0 ? 0 : chosen)
    else if (e.key === 'Escape') choose(-1)
    else if (e.key === '+' || e.key === '=') drawing.current?.zoom(1.25)
    else if (e.key === '-') drawing.current?.zoom(0.8)
    else return
    e.preventDefault()
  }
  const drag = useRef<{ x: number; y: number; far: boolean } | null>(null)
  const down = (e: PointerEvent) => {
    drag.current = { x: e.offsetX, y: e.offsetY, far: false }
    canvas.current?.setPointerCapture(e.pointerId)
  }
  const move = (e: PointerEvent) => {
    const d = drag.current
    if (!d) return
    const [dx, dy] = [e.offsetX - d.x, e.offsetY - d.y]
    if (!d.far && Math.abs(dx) + Math.abs(dy) < 4) return
    drag.current = { x: e.offsetX, y: e.offsetY, far: true }
    drawing.current?.pan(dx, dy)
  }
  const up = (e: PointerEvent) => {
    if (drag.current && !drag.current.far) drawing.current?.click(e.offsetX, e.offsetY)
    drag.current = null
  }
  const wheel = (e: WheelEvent) => {
    if (!e.ctrlKey) return // the page scrolls; with Ctrl, and when two fingers pinch, the picture zooms
    e.preventDefault()
    drawing.current?.zoom(e.deltaY < 0 ? 1.15 : 1 / 1.15, e.offsetX, e.offsetY)
  }
  const a = actors[chosen]
  const near = chosen < 0 ? [] : edges.filter((e) => e.source === chosen || e.target === chosen).sort((x, y) => y.weight - x.weight)
  return (
    <>
      {n.actorCount > nodes.length ? <p class="faint">{t('capped', { a: nodes.length, b: number(n.actorCount) })}</p> : null}
      {n.tieCount > n.ties.nodes.length ? <p class="faint">{t('strongest', { a: number(n.ties.nodes.length), b: number(n.tieCount) })}</p> : null}
      <div class="bar-line">
        <button type="button" onClick={() => drawing.current?.zoom(1.25)}>{t('zoomIn')}</button> <button type="button" onClick={() => drawing.current?.zoom(0.8)}>{t('zoomOut')}</button> <button type="button" onClick={() => drawing.current?.fit()}>{t('fit')}</button>
        <span class="legend">{[...new Set(actors.map((x) => x.community))].sort((x, y) => x - y).slice(0, 8).map((c) => <span key={c}><svg width="12" height="12" aria-hidden="true"><circle cx="6" cy="6" r="5" fill={colourOf(c)} /></svg> {t('group')} {c}</span>)}</span>
      </div>
      <p class="faint" id="canvas-help">{t('canvasHelp')}</p>
      <div class="drawn">
        <canvas class="network" ref={canvas} tabIndex={0} role="application" aria-label={`${t('networkTitle')}：${t('actors')} ${nodes.length}，${t('ties')} ${edges.length}`} aria-describedby="canvas-help" onKeyDown={key} onPointerDown={down} onPointerMove={move} onPointerUp={up} onWheel={wheel} />
        <div class="picked" aria-live="polite">
          {a ? (
            <>
              <p><b><EntityLink of={a.entity} type={a.entity.entityType} /></b> <span class="kind">{label('entityType', a.entity.entityType)}</span></p>
              <p>{t('degree')} {a.degree} · {t('strength')} {number(a.strength)} · {t('betweenness')} {number(a.betweenness)} · {t('group')} {a.community}</p>
              <p class="faint">{t('neighbours')}</p>
              <ul>{near.slice(0, 40).map((e) => { const other = e.source === chosen ? e.target : e.source; return <li key={other}><button type="button" class="quiet" onClick={() => choose(other)}><Zh>{nodes[other]!.name}</Zh></button> {number(e.weight)}</li> })}</ul>
            </>
          ) : <p class="faint">{t('pickActor')}</p>}
        </div>
      </div>
    </>
  )
}
