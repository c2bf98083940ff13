"""Walks through a server behind a proxy as a browser does: check.py BASE CERTIFICATE WAY UPSTREAM"""
import gzip
import json
import re
import socket
import ssl
import sys
import urllib.error
import urllib.request
from html import unescape
from urllib.parse import quote, urldefrag, urljoin, urlsplit

base, certificate, way, upstream = sys.argv[1:]
context = ssl.create_default_context(cafile=certificate)
failed = []

resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest: resolve("127.0.0.1" if host == "plans.example.org" else host, *rest)


def ask(url, data=None, **headers):
    """The status, headers, text and last address of an answer; redirects are followed."""
    request = urllib.request.Request(url, data, {k.replace("_", "-"): v for k, v in headers.items()})
    try:
        with urllib.request.urlopen(request, context=context if url.startswith("https") else None, timeout=60) as answer:
            return answer.status, answer.headers, answer.read(), answer.url
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read(), url


def check(holds, what):
    if not holds:
        failed.append(what)


def query(text):
    status, _, body, _ = ask(base + "/graphql", json.dumps({"query": text}).encode(), Content_Type="application/json")
    check(status == 200, f"POST of {text}: status {status}")
    return json.loads(body)["data"]


# Addresses in answers are those of the proxy, and lead somewhere.
data = query("""{
  service { schemaUrl }
  department(name: "省发改委") { permalink tasks(first: 1) { edges { responsibility { evidence { permalink citation(format: CSL_JSON) } } } } }
  collaborationNetwork { permalink citation }
  snapshot { citation }
}""")
text = json.dumps(data)
links = re.findall(r'https?://[^\s"\\\\。,]+', text)
check(len(links) >= 6, f"{len(links)} addresses in {text}")
for link in links:
    if urlsplit(link).netloc == urlsplit(base).netloc:
        check(link.startswith(base + "/"), f"{link} is not below {base}")
    check("127.0.0.1" not in link, f"{link} is the address behind the proxy")
evidence = data["department"]["tasks"]["edges"][0]["responsibility"]["evidence"][0]
start = [data["service"]["schemaUrl"], data["department"]["permalink"], evidence["permalink"], data["collaborationNetwork"]["permalink"]]
for link in start:
    check(link.startswith(base + "/"), f"{link} is not an address of the proxy")

# Every page that links lead to, and every file, is below the path.
seen, pages, waiting = set(), 0, [*start, base + "/plain/network?spec={}", base + "/graphiql", base + "/"]
while waiting and len(seen) < 400:
    at = urldefrag(waiting.pop())[0]
    if at in seen:
        continue
    seen.add(at)
    status, headers, body, _ = ask(at)
    check(status == 200, f"{at}: status {status}")
    if "text/html" not in headers.get("Content-Type", ""):
        continue
    pages += 1
    for link in re.findall(r'(?:href|src)="([^"]*)"', body.decode()):
        to = urljoin(at, unescape(link))
        if urlsplit(to).netloc == urlsplit(base).netloc:
            check(to.startswith(base + "/"), f"{at} links to {to}, out of the path")
            waiting.append(to)
check(pages > 100, f"only {pages} pages were found")
check(any(url.endswith("/page.css") for url in seen) and any("/export/network.gexf" in url for url in seen), "no style sheet or export")

# What a browser meets: no slash at the end, the API itself, an unknown page.
status, _, _, at = ask(base + "/graphql", Accept="text/html,*/*;q=0.8")
check((status, at) == (200, base + "/graphiql"), f"the API in a browser leads to {at}: {status}")
if way == "keep":
    check(ask(base + "/id/nothing")[0] == 404, "an unknown id has a page")
status, headers, body, _ = ask(base + "/graphql?query=" + quote("{ stats { taskCount } }"), Accept_Encoding="gzip")
check(status == 200 and json.loads(gzip.decompress(body) if headers.get("Content-Encoding") else body)["data"]["stats"]["taskCount"] == 32, "GET")
check(ask(base + "/healthz")[0] == 200, "health through the proxy")

# Whoever reaches the server itself by another name is refused and told the flag; probes are not.
status, _, body, _ = ask(upstream + "/", Host="plans.example.com")
check(status == 421 and b"--host plans.example.com" in body, f"another name: status {status}, {body}")
check(ask(upstream + "/readyz", Host="10.0.0.7")[0] == 200, "a probe by address")

print(f"{way}: {len(seen)} addresses below {base} followed, {pages} pages; {len(failed)} failed")
print("\n".join(failed[:20]), file=sys.stderr)
sys.exit(1 if failed else 0)
