#!/usr/bin/env bash
# Prints known tables with LibreOffice, Chromium, ReportLab and LaTeX and holds what is read of the PDF files against the
# tables, against the same tables as Word files, and against pdftotext.
set -euo pipefail
cd "$(dirname "$0")/../.."
if ! command -v soffice >/dev/null || ! command -v chromium >/dev/null || ! command -v xelatex >/dev/null || ! command -v pdftotext >/dev/null ||
  ! /usr/bin/python3 -c 'import docx, reportlab' 2>/dev/null || ! fc-list | grep -q 'Noto Serif CJK SC' || ! fc-list | grep -q 'AR PL UMing CN'; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libreoffice-writer-nogui chromium texlive-xetex texlive-lang-chinese \
    python3-docx python3-reportlab poppler-utils fontconfig fonts-noto-cjk fonts-arphic-uming >/dev/null
fi
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
/usr/bin/python3 test/pdf/make.py "$dir"
test "$(ls "$dir"/*.pdf | wc -l)" -ge 40
POLICYGRAPH_MADE_PDF=$dir go test ./loader -run TestMadePDF -count=1 -v | grep -v '^=== RUN\|^    --- PASS'
