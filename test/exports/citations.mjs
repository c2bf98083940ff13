// Reads the references of graph/cite with citation-js: citations.mjs DIR
import { readFileSync } from "node:fs";
import { join } from "node:path";
import assert from "node:assert";
import { Cite } from "@citation-js/core";
import "@citation-js/plugin-bibtex";
import "@citation-js/plugin-csl";
import "@citation-js/plugin-ris";

const dir = process.argv[2];
const works = JSON.parse(readFileSync(join(dir, "expected.json"), "utf8"));
const oneLine = (s) => s.split(/\s+/).filter(Boolean).join(" ");
const day = (s) => [s.split("-").map(Number)];

function same(how, item, work) {
  const at = `${how} ${work.Key}`;
  assert.equal(oneLine(item.title), oneLine(work.Title), at);
  const names = (item.author ?? []).map((a) => a.literal ?? a.family ?? a.given);
  const comma = (s) => (how === "RIS" ? s.replaceAll(",", "，") : s);
  assert.deepEqual(names, work.Authors.map((a) => comma(oneLine(a))), at);
  assert.equal(item.URL.startsWith("http"), true, at);
  const got = item.issued["date-parts"][0].map(Number); // of RIS it takes PY, the year, for most types
  assert.deepEqual(got, day(work.Issued)[0].slice(0, how === "RIS" ? got.length : 3), at);
  assert.equal(item.abstract ?? "", oneLine(work.Abstract), at);
  for (const note of work.Notes) assert.ok((item.note ?? "").includes(oneLine(note)), `${at}: note ${item.note} lacks ${note}`);
}

for (const work of works) {
  const [item] = new Cite(readFileSync(join(dir, work.Key + ".json"), "utf8")).data;
  same("CSL-JSON", item, work);
  const text = new Cite(item).format("bibliography", { template: "apa", lang: "en-US" });
  assert.ok(text.includes(work.Issued.slice(0, 4)), text);
}
const bib = new Cite(readFileSync(join(dir, "all.bib"), "utf8")).data;
assert.equal(bib.length, works.length);
bib.forEach((item, i) => same("BibTeX", item, works[i]));
const ris = new Cite(readFileSync(join(dir, "all.ris"), "utf8")).data;
assert.equal(ris.length, works.length);
ris.forEach((item, i) => same("RIS", item, works[i]));
console.log(`citation-js read ${works.length} references in CSL-JSON, BibTeX and RIS`);
