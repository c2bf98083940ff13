// Writes internal/notices/npm.txt: the licences of the packages that web/app and web/graphiql build into web/dist. Run it
// after npm ci in both folders: node web/notices.mjs && go test ./internal/notices -update
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const web = dirname(fileURLToPath(import.meta.url));
const parts = new Map(); // text of a licence → {names, licence}
for (const folder of ["app", "graphiql"]) {
  const lock = JSON.parse(readFileSync(join(web, folder, "package-lock.json"), "utf8"));
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (!path || entry.dev || path.includes("@types/")) continue; // types are not built in
    const dir = join(web, folder, path);
    if (!existsSync(dir)) throw new Error(`${dir} is missing: run npm ci --ignore-scripts in web/${folder}`);
    const about = JSON.parse(readFileSync(join(dir, "package.json"), "utf8"));
    const licence = about.license ?? "";
    const file = readdirSync(dir).find((name) => /^(licen[sc]e|copying)(\.(txt|md))?$/i.test(name));
    const author = typeof about.author === "string" ? about.author : about.author?.name;
    const text = file
      ? readFileSync(join(dir, file), "utf8").replaceAll("\r\n", "\n").trim()
      : `The package has no file with its licence; its package.json says ${licence}${author ? `, by ${author}` : ""}.\n` +
        `${about.repository?.url ?? about.repository ?? about.homepage ?? ""}`.trim();
    const key = `${licence}\n${text}`;
    if (!parts.has(key)) parts.set(key, { names: new Set(), licence, text });
    parts.get(key).names.add(`${about.name} ${about.version}`);
  }
}
const texts = [...parts.values()].map((p) => `${[...p.names].sort().join("; ")}\n\n${p.licence}\n\n${p.text}\n`);
writeFileSync(join(web, "../internal/notices/npm.txt"), texts.sort().join("\f\n"));
