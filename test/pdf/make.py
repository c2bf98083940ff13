#!/usr/bin/python3
"""make.py DIR: writes known tables into DIR as DOCX and as PDF by four programs, with CASE.json of what stands in them.

The PDF files are CASE.libreoffice.pdf (the DOCX printed), CASE.chromium.pdf, CASE.reportlab.pdf and CASE.latex.pdf. The
names, bodies and tasks are made up.
"""
import html
import json
import os
import subprocess
import sys
import tempfile

BODIES = ['市发展改革委', '市财政局', '市水利局', '市交通运输局', '市农业农村局', '市生态环境局', '市自然资源和规划局',
          '市住房和城乡建设局', '市文化和旅游局', '市卫生健康委', '市教育局', '市民政局', '市应急管理局', '市林业局']
THINGS = ['清江水库除险加固', '沿江防洪堤防', '城北污水处理厂扩建', '国道改线', '高标准农田', '县城供水管网改造', '博物馆新馆',
          '老旧小区改造', '乡镇卫生院标准化', '湿地公园', '农村公路安全防护', '数字档案馆', '智慧水利平台', '职业学校实训基地']
VERBS = ['推进', '完成', '加快建设', '开工', '建成']
DETAIL = ['，年底前完成主体工程', '，建立月调度机制并落实要素保障', '，同步完善配套道路、绿化和照明设施，形成可复制的经验做法',
          '', '，完成投资 3.5 亿元', '，覆盖 12 个乡镇']
HEADER = ['序号', '工作任务', '牵头单位', '配合单位', '完成时限']


def task(i, long=False):
    text = VERBS[i % 5] + THINGS[i % 14] + '工程' + DETAIL[i % 6] + '。'
    if long:
        text += ''.join(f'（{k + 1}）{VERBS[(i + k) % 5]}{THINGS[(i + k + 3) % 14]}，明确责任分工，按月通报进展情况。' for k in range(4))
    others = [BODIES[(i * 3 + k + 1) % 14] for k in range(1 + i % 4)]
    return [str(i + 1), text, BODIES[i % 14], '、'.join(b for b in others if b != BODIES[i % 14]), f'202{4 + i % 2}年{1 + i % 12}月']


def prose(n):
    lines = []
    for i in range(n):
        lines.append(f'为贯彻落实全市经济工作会议精神，扎实推进{THINGS[i % 14]}等重点工作，各县（市、区）人民政府、市政府各部门要提高认识，'
                     f'压实责任，把各项任务落到实处。到 2025 年，{THINGS[(i + 5) % 14]}取得明显成效，群众满意度达到 95% 以上。')
    return lines


def plain(rows):
    """Cells as (text, rows, columns); None where one reaches."""
    return [[(c, 1, 1) if c is not None else None for c in r] for r in rows]


def cases():
    table = lambda n, **k: plain([HEADER] + [task(i, **k) for i in range(n)])
    merged = plain([['类别'] + HEADER[:4]] + [[None] + task(i)[:4] for i in range(9)])
    for i, (name, at) in enumerate([('水利', 1), ('交通', 4), ('民生', 7)]):
        merged[at][0] = (name, 3, 1)
    two = plain([['序号', '工作任务', '责任单位', None, '完成时限'], [None, None, '牵头单位', '配合单位', None]] + [task(i) for i in range(5)])
    for j, (r, c) in {0: (2, 1), 1: (2, 1), 2: (1, 2), 4: (2, 1)}.items():
        two[0][j] = (two[0][j][0], r, c)
    group = plain([HEADER] + [task(0), task(1), ['二、交通', None, None, None, None], task(2), task(3)])
    group[3][0] = ('二、交通', 1, 5)
    empty = table(6)
    for i in (2, 4):
        empty[i][3] = ('', 1, 1)
    widths = [1.2, 5.5, 3, 4, 2.3]
    yield dict(name='short', title='重点工作任务分工表', before=[], tables=[table(4)], widths=widths)
    yield dict(name='wrapped', title='重点工作任务分工表', before=prose(1), tables=[table(9)], widths=[1.2, 4.5, 2.6, 3.2, 2.3])
    yield dict(name='landscape', title='年度重点任务清单', before=[], tables=[table(8)], widths=[1.5, 9, 4, 6, 3], landscape=True)
    yield dict(name='long', title='任务台账', before=prose(1), tables=[table(45)], widths=widths)
    yield dict(name='merged', title='分类任务表', before=[], tables=[merged], widths=[1.5, 1.2, 5.5, 3, 4])
    yield dict(name='twoheads', title='责任分工表', before=prose(1), tables=[two], widths=widths, heads=2)
    yield dict(name='pageend', title='责任清单', before=prose(3), tables=[table(9, long=True)], widths=widths)
    yield dict(name='annex', title='实施方案', before=prose(14), tables=[table(12)], widths=widths)
    yield dict(name='two', title='工作方案', before=prose(2), tables=[table(5), table(7)], widths=widths)
    yield dict(name='groups', title='任务分解表', before=[], tables=[group, empty], widths=widths)


def docx(case, path):
    import docx as d
    from docx.enum.section import WD_ORIENT
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt
    doc = d.Document()
    style = doc.styles['Normal']
    style.font.size, style.font.name = Pt(10.5), 'Noto Serif CJK SC'
    style.element.rPr.rFonts.set(qn('w:eastAsia'), 'Noto Serif CJK SC')
    s = doc.sections[0]
    s.page_width, s.page_height = Cm(21), Cm(29.7)
    if case.get('landscape'):
        s.orientation, s.page_width, s.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    s.left_margin = s.right_margin = Cm(2.5)
    field(s.footer.paragraphs[0], OxmlElement, qn)
    doc.add_paragraph(case['title'])
    for p in case['before']:
        doc.add_paragraph(p).paragraph_format.first_line_indent = Pt(21)
    for k, rows in enumerate(case['tables']):
        doc.add_paragraph(f'附件{k + 1}')
        t = doc.add_table(len(rows), len(rows[0]), style='Table Grid')
        t.autofit = False
        for i, row in enumerate(rows):
            for j, cell in enumerate(row):
                t.cell(i, j).width = Cm(case['widths'][j])
                if cell is None:
                    continue
                text, down, across = cell
                c = t.cell(i, j).merge(t.cell(i + down - 1, j + across - 1)) if down * across > 1 else t.cell(i, j)
                c.text = text
            if i < case.get('heads', 1):
                mark = OxmlElement('w:tblHeader')
                mark.set(qn('w:val'), 'true')
                t.rows[i]._tr.get_or_add_trPr().append(mark)
    doc.save(path)


def field(paragraph, element, qn):
    """A page number — N — in the middle of the foot."""
    paragraph.alignment = 1
    paragraph.add_run('— ')
    run = paragraph.add_run()
    for kind, text in (('begin', None), (None, 'PAGE'), ('end', None)):
        if kind:
            e = element('w:fldChar')
            e.set(qn('w:fldCharType'), kind)
        else:
            e = element('w:instrText')
            e.text = text
        run._r.append(e)
    paragraph.add_run(' —')


def page(case):
    out = ['<meta charset="utf-8"><style>@page{size:A4 %s;margin:2.4cm}body{font:10.5pt "Noto Serif CJK SC"}h1{font-size:16pt;text-align:center}p{text-indent:2em;text-align:justify}'
           'table{border-collapse:collapse;width:100%%}td,th{border:.75pt solid black;padding:2pt 4pt;font-weight:normal}</style>' % ('landscape' if case.get('landscape') else 'portrait'),
           '<h1>', case['title'], '</h1>'] + [f'<p>{html.escape(p)}</p>' for p in case['before']]
    for k, rows in enumerate(case['tables']):
        out.append(f'<p style="text-indent:0">附件{k + 1}</p><table><thead>')
        for i, row in enumerate(rows):
            if i == case.get('heads', 1):
                out.append('</thead><tbody>')
            cells = ''.join(f'<td rowspan={c[1]} colspan={c[2]} style="width:{case["widths"][j]}cm">{html.escape(c[0])}</td>' for j, c in enumerate(row) if c)
            out.append(f'<tr>{cells}</tr>')
        out.append('</tbody></table>')
    return ''.join(out)


def reportlab(case, path):
    """Fonts that are not embedded, as WPS and scanners write them."""
    from reportlab.lib import colors, pagesizes
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import cm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
    pdfmetrics.registerFont(UnicodeCIDFont('STSong-Light'))
    body = ParagraphStyle('body', fontName='STSong-Light', fontSize=10.5, leading=16, firstLineIndent=21, wordWrap='CJK')
    cell = ParagraphStyle('cell', fontName='STSong-Light', fontSize=9, leading=12, wordWrap='CJK')
    head = ParagraphStyle('head', fontName='STSong-Light', fontSize=16, leading=24, alignment=1)
    size = pagesizes.landscape(pagesizes.A4) if case.get('landscape') else pagesizes.A4
    doc = SimpleDocTemplate(path, pagesize=size, invariant=1)
    flow = [Paragraph(case['title'], head)] + [Paragraph(p, body) for p in case['before']]
    for k, rows in enumerate(case['tables']):
        flow.append(Paragraph(f'附件{k + 1}', ParagraphStyle('no', parent=body, firstLineIndent=0)))
        style = [('GRID', (0, 0), (-1, -1), 0.5, colors.black), ('VALIGN', (0, 0), (-1, -1), 'MIDDLE')]
        for i, row in enumerate(rows):
            for j, c in enumerate(row):
                if c and c[1] * c[2] > 1:
                    style.append(('SPAN', (j, i), (j + c[2] - 1, i + c[1] - 1)))
        data = [[Paragraph(c[0], cell) if c and c[0] else '' for c in row] for row in rows]
        flow.append(Table(data, colWidths=[w * cm for w in case['widths']], repeatRows=case.get('heads', 1), style=style))
    number = lambda canvas, d: (canvas.setFont('STSong-Light', 9), canvas.drawCentredString(size[0] / 2, 30, f'第 {d.page} 页'))
    doc.build(flow, onFirstPage=number, onLaterPages=number)


def latex(case):
    esc = lambda s: s.replace('%', r'\%')
    size = 'a4paper,landscape' if case.get('landscape') else 'a4paper'
    out = [r'\documentclass[10pt]{article}\usepackage[%s,margin=2.4cm]{geometry}\usepackage{longtable,multirow,array}\usepackage{xeCJK}' % size,
           r'\setCJKmainfont{AR PL UMing CN}\XeTeXlinebreaklocale "zh"\setlength{\parindent}{2em}\setlength{\LTleft}{0pt}\begin{document}',
           r'\begin{center}\Large ' + case['title'] + r'\end{center}'] + [esc(p) + r'\par' for p in case['before']]
    for k, rows in enumerate(case['tables']):
        cols = '|' + '|'.join('>{\\raggedright\\arraybackslash}p{%.2fcm}' % (w * 0.93) for w in case['widths']) + '|'
        out.append(r'\noindent 附件%d\par\begin{longtable}{%s}\hline' % (k + 1, cols))
        down = {}
        for i, row in enumerate(rows):
            cells, j, open_columns = [], 0, set()
            while j < len(row):
                c, across = row[j], 1
                if c is None:
                    cells.append('')
                else:
                    across, text = c[2], esc(c[0])
                    if c[1] > 1:
                        down[j] = i + c[1]
                        text = r'\multirow{%d}{*}{%s}' % (c[1], text)
                    cells.append(text if across == 1 else r'\multicolumn{%d}{%s}{%s}' % (across, '|l|' if j == 0 else 'l|', text))
                if down.get(j, 0) > i + 1:
                    open_columns.add(j)
                j += across
            lines = ''.join(r'\cline{%d-%d}' % (a + 1, a + 1) for a in range(len(row)) if a not in open_columns) if open_columns else r'\hline'
            out.append(' & '.join(cells) + r'\\' + lines)
            if i + 1 == case.get('heads', 1):
                out.append(r'\endhead')
        out.append(r'\end{longtable}')
    return '\n'.join(out + [r'\end{document}'])


def main():
    folder, only = os.path.abspath(sys.argv[1]), sys.argv[2:]
    os.makedirs(folder, exist_ok=True)
    chosen = [c for c in cases() if not only or c['name'] in only]
    run = lambda *a, **k: subprocess.run(a, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300, **k)
    with tempfile.TemporaryDirectory() as work:
        for c in chosen:
            at = lambda end: os.path.join(folder, c['name'] + end)
            with open(at('.json'), 'w') as f:
                json.dump(dict(title=c['title'], tables=c['tables']), f, ensure_ascii=False)
            docx(c, at('.docx'))
            reportlab(c, at('.reportlab.pdf'))
            source = os.path.join(work, c['name'])
            with open(source + '.html', 'w') as f:
                f.write(page(c))
            run('chromium', '--headless', '--no-sandbox', '--disable-gpu', '--no-pdf-header-footer', f'--user-data-dir={work}/chromium', f'--print-to-pdf={at(".chromium.pdf")}', source + '.html')
            with open(source + '.tex', 'w') as f:
                f.write(latex(c))
            for _ in range(2):  # longtable settles its columns in the second run
                run('xelatex', '-interaction=batchmode', c['name'] + '.tex', cwd=work, env=dict(os.environ, SOURCE_DATE_EPOCH='0'))
            os.replace(source + '.pdf', at('.latex.pdf'))
        run('soffice', '--headless', f'-env:UserInstallation=file://{work}/office', '--convert-to', 'pdf', '--outdir', work, *[os.path.join(folder, c['name'] + '.docx') for c in chosen])
        for c in chosen:
            os.replace(os.path.join(work, c['name'] + '.pdf'), os.path.join(folder, c['name'] + '.libreoffice.pdf'))


if __name__ == '__main__':
    main()
