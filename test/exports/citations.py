#!/usr/bin/python3
"""Reads the BibTeX of graph/cite with bibtexparser: citations.py DIR      (Debian: python3-bibtexparser)"""
import json
import re
import sys

import bibtexparser

COMMANDS = {r"\textbackslash{}": "\\", r"\textasciitilde{}": "~", r"\textasciicircum{}": "^"}


def plain(s):
    for command, char in COMMANDS.items():
        s = s.replace(command, "\0" + str(ord(char)) + "\0")
    s = re.sub(r"\\([{}&%$#_])", r"\1", s)
    return re.sub("\0(\\d+)\0", lambda m: chr(int(m[1])), s)


def one_line(s):
    return " ".join(s.split())


def outer(s):
    assert s[0] == "{" and s[-1] == "}", s
    return plain(s[1:-1])


def main():
    with open(f"{sys.argv[1]}/expected.json") as file:
        works = json.load(file)
    with open(f"{sys.argv[1]}/all.bib") as file:
        parser = bibtexparser.bparser.BibTexParser(ignore_nonstandard_types=False)
        entries = bibtexparser.load(file, parser).entries_dict
    assert len(entries) == len(works), sorted(entries)
    for work in works:
        entry = entries[work["Key"]]
        assert outer(entry["title"]) == one_line(work["Title"]), (entry["title"], work["Title"])
        authors = [outer(a) for a in re.split(r"(?<=\}) and (?=\{)", entry["author"])]
        assert authors == [one_line(a) for a in work["Authors"]], (authors, work["Authors"])
        assert entry["date"] == work["Issued"] and entry["year"] == work["Issued"][:4]
        assert plain(entry.get("number", "")) == work["Number"], entry
        assert all(one_line(n) in plain(entry["note"]) for n in work["Notes"]), entry["note"]
        assert one_line(work["Quote"] or "") in plain(entry["note"])
        assert plain(entry.get("abstract", "")) == one_line(work["Abstract"]), entry
        assert entry["url"].startswith("http") and not re.search(r'[{}\s"]', entry["url"])
    print(f"bibtexparser read {len(works)} references")


main()
