#!/usr/bin/env python3
"""Makes the documents of the matrix of formats: each of three documents in every form that is read.

    python3 make.py            writes beside itself; needs soffice (Debian: libreoffice-writer-nogui,
                               libreoffice-calc-nogui) and a font with Chinese (fonts-noto-cjk)

What is written here by hand: txt, md, html, mht, docx, xlsx, ofd, csv, zip. LibreOffice makes doc, rtf, odt and pdf of the
docx, xls and ods of the xlsx. The files are kept in the repository, so that the tests need no program.
"""
import html
import pathlib
import quopri
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).parent
H1, H2, H3, P = "h1", "h2", "h3", "p"

HEAD = [(P, "黔东省文旅振兴实施方案"), (P, "黔东政发〔2024〕18号")]
MARKS = [
    (H1, "完善交通网络"),
    (H2, "推进公路建设"),
    (H3, "改造提升国省干线公路800公里。（牵头单位：省交通运输厅；配合单位：省财政厅、省自然资源厅）"),
    (H3, "建设旅游公路。（责任单位：省交通运输厅、省文化和旅游厅）"),
    (H2, "推进航空运输"),
    (H3, "开通支线航班。（牵头单位：省发展改革委）"),
    (H1, "提升文化服务"),
    (H2, "保护文物古迹"),
    (H3, "实施石窟寺保护工程。（省文物局牵头，省财政厅配合）"),
    (H3, "数字化重点馆藏。（省文物局、省图书馆负责）"),
]
TABLE = [
    ["序号", "工作任务", "牵头单位", "配合单位", "完成时限"],
    ["一、基础设施", None, None, None, None],
    ["1", "建设智慧景区平台", "省文化和旅游厅", "省财政厅、省大数据局", "2024年12月底前"],
    ["2", "整治景区周边环境", ("^",), "省生态环境厅", "2025年6月底前"],
    ["3", "修缮古驿道", "省文物局", "省交通运输厅", ("^",)],
    ["二、公共服务", None, None, None, None],
    ["4", "培训乡村导游", "省人力资源社会保障厅", "省文化和旅游厅、省农业农村厅", "持续推进"],
]
DOCUMENTS = {
    "marks": (HEAD + MARKS, None),
    "table": ([(P, "黔东省文旅振兴重点任务分工表")], TABLE),
    "both": (HEAD + MARKS + [(P, "附件"), (P, "黔东省文旅振兴重点任务分工表")], TABLE),
}
CHINESE = "〇一二三四五六七八九十"


def numbered(paragraphs):
    """The paragraphs with their numbers as text, as they are shown."""
    count = {H1: 0, H2: 0, H3: 0}
    for kind, text in paragraphs:
        if kind in count:
            count[kind] += 1
            for deeper in (H2, H3):
                if deeper > kind:
                    count[deeper] = 0
        label = {P: "", H1: CHINESE[count[H1]] + "、", H2: "（" + CHINESE[count[H2]] + "）", H3: f"{count[H3]}."}[kind]
        yield kind, label + text


def flat(table):
    """The table with every merged cell written out, for formats without merged cells."""
    rows = []
    for row in table:
        rows.append([rows[-1][i] if c == ("^",) else c or "" for i, c in enumerate(row)])
    return rows


def txt(paragraphs, table):
    lines = [text for _, text in numbered(paragraphs)]
    return "\n".join(lines + ["\t".join(r).rstrip() for r in flat(table or [])]) + "\n"


def md(paragraphs, table):
    marks = {P: "", H1: "## ", H2: "### ", H3: ""}
    lines = ["# " + paragraphs[0][1]] + [marks[k] + t for k, t in list(numbered(paragraphs))[1:]]
    text = "\n\n".join(lines) + "\n"
    if table:
        rows = flat(table)
        text += "\n" + "\n".join("| " + " | ".join(r) + " |" for r in [rows[0], ["---"] * len(rows[0])] + rows[1:]) + "\n"
    return text


def rowspan(table, r, c):
    n = 1
    while r + n < len(table) and table[r + n][c] == ("^",):
        n += 1
    return n


def page(paragraphs, table):
    body = "".join(f"<p>{html.escape(t)}</p>\n" for _, t in list(numbered(paragraphs))[1:])
    if table:
        body += "<table border=1>\n"
        for r, row in enumerate(table):
            body += "<tr>"
            for c, cell in enumerate(row):
                if cell is None or cell == ("^",):
                    continue
                span = row.count(None) + 1 if None in row else 1
                body += f'<td rowspan="{rowspan(table, r, c)}" colspan="{span}">{html.escape(cell)}</td>'
            body += "</tr>\n"
        body += "</table>\n"
    title = html.escape(paragraphs[0][1])
    return f'<!DOCTYPE html>\n<html><head><meta charset="utf-8"><title>{title}</title></head>\n<body><h1>{title}</h1>\n{body}</body></html>\n'


def mht(paragraphs, table):
    body = quopri.encodestring(page(paragraphs, table).encode()).decode()
    return ('MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="--part"\n\n'
            "----part\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
            f"Content-Location: http://www.example.gov.cn/a.html\n\n{body}\n----part--\n")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def pack(path, parts):
    """Writes a package with fixed times, so that the bytes do not depend on the day."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts.items():
            z.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


def relationships(*targets):
    return XML + f'<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="r{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets)) + "</Relationships>"


def types(overrides):
    return XML + (f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                  '<Default Extension="xml" ContentType="application/xml"/>') + "".join(
        f'<Override PartName="{n}" ContentType="application/vnd.openxmlformats-officedocument.{t}+xml"/>' for n, t in overrides.items()) + "</Types>"


FONT = '<w:rFonts w:ascii="Noto Sans CJK SC" w:eastAsia="Noto Sans CJK SC"/>'


def parts(path):
    """A Word file with what is shown and what is not: deleted and hidden text, fields, notes, text boxes, tables in tables."""
    def run(text, properties=""):
        return f"<w:r><w:rPr>{FONT}{properties}</w:rPr><w:t>{text}</w:t></w:r>"

    def cell(content, properties="", width=2000):
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{content}</w:tc>'

    def table(rows, widths):
        return (f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/></w:tblPr><w:tblGrid>' + "".join(f'<w:gridCol w:w="{w}"/>' for w in widths) +
                "</w:tblGrid>" + "".join(f"<w:tr>{r}</w:tr>" for r in rows) + "</w:tbl>")

    def change(kind, text):
        t = "delText" if kind == "del" else "t"
        return f'<w:{kind} w:id="1" w:author="a" w:date="2024-01-01T00:00:00Z"><w:r><w:rPr>{FONT}</w:rPr><w:{t}>{text}</w:{t}></w:r></w:{kind}>'

    def field(kind, instruction=""):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' + (f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" if instruction else "")

    box = ('<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="b1" style="position:absolute;width:200pt;height:40pt" type="#_x0000_t202">'
           f"<v:textbox><w:txbxContent>{word_paragraph('框中的文字')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>")
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = (word_paragraph("显示与不显示的内容") + f"<w:p>{run('正文一')}{box}</w:p>" + f"<w:p>{change('del', '删去的旧文')}{change('ins', '插入的新文')}</w:p>" +
            f"<w:p>{run('隐藏的文字', '<w:vanish/>')}</w:p>" +
            f"<w:p>{run('详见')}{field('begin', 'HYPERLINK http://x')}{field('separate')}{run('附件链接')}{field('end')}{run('。')}{note}</w:p>" +
            f"<w:p>{run('第一行')}<w:r><w:br/></w:r>{run('第二行')}<w:r><w:tab/></w:r>{run('制表')}</w:p>" +
            table([cell(word_paragraph("任务")) + cell(word_paragraph("单位"), "", 4000),
                   cell(word_paragraph("甲")) + cell(table([cell(word_paragraph("内一")) + cell(word_paragraph("内二")),
                                                            cell(word_paragraph("内三")) + cell(word_paragraph("内四"))], [2000, 2000]) + word_paragraph("表后"), "", 4000)],
                  [2000, 4000]) + word_paragraph("间") +
            table([cell(word_paragraph("序号"), "", 1000) + cell(word_paragraph("任务名称"), "", 3000) + cell(word_paragraph("责任单位"), "", 2000),
                   cell(word_paragraph("一、交通"), '<w:gridSpan w:val="2"/>', 4000) + cell(word_paragraph("省财政厅"), '<w:vMerge w:val="restart"/>'),
                   cell(word_paragraph("1"), "", 1000) + cell(word_paragraph("修路"), "", 3000) + cell("<w:p/>", "<w:vMerge/>")], [1000, 3000, 2000]) + word_paragraph("完"))
    footer = word_paragraph("页脚的文字")
    notes = "".join(f'<w:footnote w:type="{k}" w:id="{i}"><w:p/></w:footnote>' for i, k in enumerate(("separator", "continuationSeparator")))
    pack(path, {
        "[Content_Types].xml": types({"/word/document.xml": "wordprocessingml.document.main", "/word/footer1.xml": "wordprocessingml.footer",
                                      "/word/footnotes.xml": "wordprocessingml.footnotes"}),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(("footer", "footer1.xml"), ("footnotes", "footnotes.xml")),
        "word/document.xml": XML + f'<w:document xmlns:w="{W}" xmlns:r="{OFFICE}"><w:body>{body}<w:sectPr><w:footerReference w:type="default" r:id="r0"/>'
                                   '<w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
        "word/footer1.xml": XML + f'<w:ftr xmlns:w="{W}">{footer}</w:ftr>',
        "word/footnotes.xml": XML + f'<w:footnotes xmlns:w="{W}">{notes}<w:footnote w:id="2">{word_paragraph("脚注的文字")}</w:footnote></w:footnotes>',
    })


def word_paragraph(text, level=None):
    number = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>' if level is not None else ""
    return f"<w:p>{number}<w:r><w:rPr>{FONT}</w:rPr><w:t>{html.escape(text)}</w:t></w:r></w:p>"


def docx(path, paragraphs, table):
    level = {P: None, H1: 0, H2: 1, H3: 2}
    body = "".join(word_paragraph(t, level[k]) for k, t in paragraphs)
    if table:
        width = 1800
        body += ('<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>' + "".join(
            f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")) +
            "</w:tblBorders></w:tblPr><w:tblGrid>" + f'<w:gridCol w:w="{width}"/>' * len(table[0]) + "</w:tblGrid>")
        for r, row in enumerate(table):
            body += "<w:tr>"
            for c, cell in enumerate(row):
                if cell is None:
                    continue
                span = row.count(None) + 1
                merge = "<w:vMerge/>" if cell == ("^",) else '<w:vMerge w:val="restart"/>' if rowspan(table, r, c) > 1 else ""
                body += (f'<w:tc><w:tcPr><w:tcW w:w="{width * span}" w:type="dxa"/>' + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + merge +
                         f'</w:tcPr>{word_paragraph("" if cell == ("^",) else cell)}</w:tc>')
            body += "</w:tr>"
        body += "</w:tbl><w:p/>"
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate([("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")]))
    pack(path, {
        "[Content_Types].xml": types({"/word/document.xml": "wordprocessingml.document.main", "/word/numbering.xml": "wordprocessingml.numbering"}),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/_rels/document.xml.rels": relationships(("numbering", "numbering.xml")),
        "word/document.xml": XML + f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>',
        "word/numbering.xml": XML + f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
                                    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>',
    })


def xlsx(path, paragraphs, table):
    """A workbook of one sheet: the lines of text, each in a merged row, then the table."""
    rows, merges = [], []
    wide = len((table or [[0] * 5])[0])
    for _, text in numbered(paragraphs):
        rows.append([text])
        merges.append(f"A{len(rows)}:{chr(64 + wide)}{len(rows)}")
    first = len(rows)
    for r, row in enumerate(table or []):
        rows.append(["" if c is None or c == ("^",) else c for c in row])
        for c, cell in enumerate(row):
            if isinstance(cell, str) and None in row:
                merges.append(f"A{first + r + 1}:{chr(64 + wide)}{first + r + 1}")
            elif isinstance(cell, str) and rowspan(table, r, c) > 1:
                merges.append(f"{chr(65 + c)}{first + r + 1}:{chr(65 + c)}{first + r + rowspan(table, r, c)}")
    sheet = "".join(f'<row r="{r + 1}">' + "".join(
        f'<c r="{chr(65 + c)}{r + 1}" t="inlineStr"><is><t>{html.escape(t)}</t></is></c>' for c, t in enumerate(row) if t) + "</row>" for r, row in enumerate(rows))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    pack(path, {
        "[Content_Types].xml": types({"/xl/workbook.xml": "spreadsheetml.sheet.main", "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet"}),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml")),
        "xl/workbook.xml": XML + f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="任务台账" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": XML + f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData><mergeCells count="{len(merges)}">' +
                                          "".join(f'<mergeCell ref="{m}"/>' for m in merges) + "</mergeCells></worksheet>",
    })


def ofd(path, paragraphs, table):
    """An OFD file by GB/T 33190: pages of characters with their places, and the ruling lines of the table. Lengths in mm."""
    size, left, right, top, bottom, leading = 4.2, 28, 182, 30, 270, 8
    name = "http://www.ofdspec.org/2016"
    pages, state = [[]], {"y": top, "id": 100}

    def advance(c):
        return size if ord(c) >= 0x2E80 else size / 2

    def wrap(text, width):
        lines, line = [], ""
        for c in text:
            if line and sum(map(advance, line + c)) > width:
                lines.append(line)
                line = ""
            line += c
        return lines + [line]

    def text(line, x, y):
        state["id"] += 1
        deltas = [advance(c) for c in line[:-1]]
        same = len(set(deltas)) == 1 and len(deltas) > 1
        delta = f"g {len(deltas)} {deltas[0]}" if same else " ".join(f"{d:g}" for d in deltas)
        pages[-1].append(f'<ofd:TextObject ID="{state["id"]}" Boundary="{x:g} {y - size:g} {right - x + size:g} {size * 1.2:g}" Font="1" Size="{size}">'
                         f'<ofd:TextCode X="0" Y="{size:g}" DeltaX="{delta}">{html.escape(line)}</ofd:TextCode></ofd:TextObject>')

    def line(x1, y1, x2, y2):
        state["id"] += 1
        pages[-1].append(f'<ofd:PathObject ID="{state["id"]}" Boundary="{min(x1, x2):g} {min(y1, y2):g} {abs(x2 - x1) + 0.2:g} {abs(y2 - y1) + 0.2:g}" LineWidth="0.2">'
                         f"<ofd:AbbreviatedData>M 0 0 L {x2 - x1:g} {y2 - y1:g}</ofd:AbbreviatedData></ofd:PathObject>")

    def room(height):
        if state["y"] + height > bottom:
            pages.append([])
            state["y"] = top

    for kind, content in numbered(paragraphs):
        indent = 0 if kind == P else 2 * size
        for i, l in enumerate(wrap(" " * 0 + content, right - left - indent)):
            room(leading)
            text(l, left + (indent if i == 0 else 0), state["y"])
            state["y"] += leading
    if table:
        widths = [14, 44, 34, 34, 28]
        edges = [left + sum(widths[:i]) for i in range(len(widths) + 1)]
        heights = []
        for row in table:
            lines = max(len(wrap(c, (right - left if None in row else widths[i]) - 3)) for i, c in enumerate(row) if isinstance(c, str))
            heights.append(lines * 6 + 3)
        room(sum(heights) + 2)
        y = state["y"]
        for r, row in enumerate(table):
            bounds = [edges[0], edges[-1]] if None in row else edges
            for c, x in enumerate(bounds):
                line(x, y, x, y + heights[r])
            for c, cell in enumerate(row):
                if isinstance(cell, str):
                    wide = edges[-1] - edges[0] if None in row else widths[c]
                    for i, l in enumerate(wrap(cell, wide - 3)):
                        text(l, edges[c] + 1.5, y + 6 + 6 * i)
                if cell is not None and cell != ("^",):
                    line(edges[c], y, edges[-1] if None in row else edges[c + 1], y)
            y += heights[r]
        line(edges[0], y, edges[-1], y)
    documents = "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(pages)))
    pack(path, {
        "OFD.xml": XML + f'<ofd:OFD xmlns:ofd="{name}" DocType="OFD" Version="1.0"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
                         "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": XML + f'<ofd:Document xmlns:ofd="{name}"><ofd:CommonData><ofd:MaxUnitID>999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>'
                                    f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{documents}</ofd:Pages></ofd:Document>",
        **{f"Doc_0/Pages/Page_{i}/Content.xml": XML + f'<ofd:Page xmlns:ofd="{name}"><ofd:Content><ofd:Layer ID="{90 + i}" Type="Body">' + "".join(p) +
           "</ofd:Layer></ofd:Content></ofd:Page>" for i, p in enumerate(pages)},
    })


def cells(path):
    """A workbook with dates as Chinese users write them, hidden rows and sheets, formulas, numbers in Chinese."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    formats = {164: 'yyyy"年"m"月"d"日"', 165: "yyyy\\-mm\\-dd", 166: '[DBNum1][$-804]General', 167: '[DBNum1][$-804]yyyy"年"m"月"', 168: '0.0"万元"'}
    styles = [0, 14, 164, 165, 166, 167, 168, 9]
    sheet = (XML + f'<styleSheet xmlns="{main}"><numFmts count="{len(formats)}">' +
             "".join(f'<numFmt numFmtId="{i}" formatCode="{html.escape(f)}"/>' for i, f in formats.items()) +
             '</numFmts><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>'
             f'<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="{len(styles)}">' +
             "".join(f'<xf numFmtId="{s}" xfId="0" applyNumberFormat="1"/>' for s in styles) + "</cellXfs></styleSheet>")

    def text(ref, value):
        return f'<c r="{ref}" t="inlineStr"><is><t>{html.escape(value)}</t></is></c>'

    def number(ref, value, style=0, formula=""):
        return f'<c r="{ref}" s="{style}">' + (f"<f>{formula}</f>" if formula else "") + f"<v>{value}</v></c>"

    day = 45413  # 1 May 2024
    rows = [
        text("A1", "序号") + text("B1", "工作任务") + text("C1", "完成时限") + text("D1", "投资"),
        number("A2", 1, 4) + text("B2", "修甲路") + number("C2", day, 1) + number("D2", 12.5, 6),
        number("A3", 12, 4) + text("B3", "修乙路") + number("C3", day, 2) + number("D3", 0.25, 7),
        number("A4", 3, 4) + text("B4", "修丙路") + number("C4", day, 3) + number("D4", 3, 0, "1+2"),
        number("A5", 4, 4) + text("B5", "隐藏的路") + number("C5", day, 3),
        number("A6", 20, 4) + '<c r="B6" t="str"><f>"修"&amp;"丁路"</f><v>修丁路</v></c>' + number("C6", day, 5),
    ]
    body = "".join(f'<row r="{i + 1}"' + (' hidden="1"' if i == 4 else "") + f">{r}</row>" for i, r in enumerate(rows))
    secret = f'<row r="1">{text("A1", "任务")}{text("B1", "责任单位")}</row><row r="2">{text("A2", "秘密")}{text("B2", "某局")}</row>'
    pack(path, {
        "[Content_Types].xml": types({"/xl/workbook.xml": "spreadsheetml.sheet.main", "/xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
                                      "/xl/worksheets/sheet2.xml": "spreadsheetml.worksheet", "/xl/styles.xml": "spreadsheetml.styles"}),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"), ("styles", "styles.xml")),
        "xl/workbook.xml": XML + f'<workbook xmlns="{main}" xmlns:r="{OFFICE}"><sheets><sheet name="台账" sheetId="1" r:id="r0"/>'
                                 '<sheet name="底稿" sheetId="2" state="hidden" r:id="r1"/></sheets></workbook>',
        "xl/styles.xml": sheet,
        "xl/worksheets/sheet1.xml": XML + f'<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>',
        "xl/worksheets/sheet2.xml": XML + f'<worksheet xmlns="{main}"><sheetData>{secret}</sheetData></worksheet>',
    })


def convert(sources, *formats):
    with tempfile.TemporaryDirectory() as home:
        for form in formats:
            subprocess.run(["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", form, "--outdir", str(HERE), *map(str, sources)],
                           check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)


def main():
    if not shutil.which("soffice"):
        sys.exit("soffice is not installed")
    for name, (paragraphs, table) in DOCUMENTS.items():
        for form, write in {"txt": txt, "md": md, "html": page, "mht": mht}.items():
            (HERE / f"{name}.{form}").write_text(write(paragraphs, table), encoding="utf-8")
        docx(HERE / f"{name}.docx", paragraphs, table)
        xlsx(HERE / f"{name}.xlsx", paragraphs, table)
        ofd(HERE / f"{name}.ofd", paragraphs, table)
        if table and len(paragraphs) == 1:
            (HERE / f"{name}.csv").write_text("\n".join(",".join(f'"{c}"' if c else "" for c in r) for r in flat(table)) + "\n", encoding="utf-8")
        pack(HERE / f"{name}.zip", {f"{name}.docx": (HERE / f"{name}.docx").read_bytes()})
    parts(HERE / "parts.docx")
    convert([HERE / "parts.docx"], "doc", "rtf", "odt")
    convert([HERE / f"{name}.docx" for name in DOCUMENTS], "doc", "rtf", "odt", "pdf")
    cells(HERE / "cells.xlsx")
    convert([HERE / "cells.xlsx", *(HERE / f"{name}.xlsx" for name in DOCUMENTS)], "xls", "ods")


if __name__ == "__main__":
    main()
