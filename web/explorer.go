package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"

	"github.com/policygraph/policygraph/graph"
)

// explorerPolicy lets the explorer run its own script, load its own style sheet and ask this server, and nothing else.
// Pictures that it hands over as files are blobs.
const explorerPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"

// minGzip is the size from which a file is sent compressed, in bytes: below, the headers weigh more.
const minGzip = 1000

// dist is what web/app is built into. It is committed, so that Go alone builds the program.
//
//go:embed dist
var dist embed.FS

// views are the paths of the explorer that stand alone, and those that end in the id of an entity of a kind.
var (
	views    = []string{"search", "documents", "matrix", "network", "path", "compare"}
	entities = map[string]graph.Kind{
		"department": graph.KindDepartment, "task": graph.KindTask, "city": graph.KindCity,
		"project": graph.KindProject, "theme": graph.KindTheme, "document": graph.KindDocument,
	}
)

// explore adds the explorer to the paths of mux.
func (h *pages) explore(mux *http.ServeMux) {
	index := newAsset("index.html", read("dist/app/index.html"))
	mux.Handle("GET /{$}", shell(index, "./"))
	for _, view := range views {
		mux.Handle("GET /"+view, shell(index, "./"))
	}
	for segment, kind := range entities {
		page := shell(index, "../")
		mux.HandleFunc("GET /"+segment+"/{id}", func(w http.ResponseWriter, r *http.Request) {
			if v := h.View(); v != nil {
				if k, _, ok := v.Lookup(graph.ID(r.PathValue("id"))); !ok || k != kind {
					page.send(w, r, http.StatusNotFound)
					return
				}
			}
			page.send(w, r, http.StatusOK)
		})
	}
	serveFiles(mux, "/assets/", "dist/app/assets")
	console(mux)
}

// serveFiles serves the files of one folder of dist below a path; pages are served by their own.
func serveFiles(mux *http.ServeMux, at, folder string) {
	entries, err := fs.ReadDir(dist, folder)
	if err != nil {
		panic("web: " + err.Error())
	}
	for _, e := range entries {
		if path.Ext(e.Name()) != ".html" {
			mux.Handle("GET "+at+e.Name(), newAsset(e.Name(), read(folder+"/"+e.Name())))
		}
	}
}

func read(name string) []byte {
	data, err := dist.ReadFile(name)
	if err != nil {
		panic("web: " + err.Error())
	}
	return data
}

// asset is a file that never changes while the program runs, with an ETag from its content: names carry no hashes.
type asset struct {
	data      []byte
	mediaType string
	tag       string
	policy    string
	zipped    func() []byte // nil when compressing is not worth it
}

var mediaTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml",
	".json": "application/json", ".txt": "text/plain; charset=utf-8",
}

func newAsset(name string, data []byte) *asset {
	sum := sha256.Sum256(data)
	a := &asset{data: data, mediaType: mediaTypes[path.Ext(name)], tag: base64.RawURLEncoding.EncodeToString(sum[:12])}
	if len(data) >= minGzip {
		a.zipped = sync.OnceValue(func() []byte {
			var buf bytes.Buffer
			z, _ := gzip.NewWriterLevel(&buf, gzip.BestCompression) // the level is valid, a Buffer takes all
			_, _ = z.Write(data)
			_ = z.Close()
			return buf.Bytes()
		})
	}
	return a
}

// shell is the page of the explorer as it is seen from a depth: its links and the root of the server are relative, so that
// it works below any path of a proxy.
func shell(index *asset, root string) *asset {
	html := bytes.ReplaceAll(index.data, []byte(`"./`), []byte(`"`+root))
	a := newAsset("index.html", html)
	a.policy = explorerPolicy
	return a
}

func (a *asset) ServeHTTP(w http.ResponseWriter, r *http.Request) { a.send(w, r, http.StatusOK) }

// send answers with the file, or with 304 when the client has it; browsers ask again each time, which costs no body.
func (a *asset) send(w http.ResponseWriter, r *http.Request, status int) {
	header := w.Header()
	header.Set("Cache-Control", "no-cache")
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Add("Vary", "Accept-Encoding")
	if a.policy != "" {
		header.Set("Content-Security-Policy", a.policy)
	}
	data, tag := a.data, `"`+a.tag+`"`
	if a.zipped != nil && strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
		data, tag = a.zipped(), `"`+a.tag+`-z"`
		header.Set("Content-Encoding", "gzip")
	}
	header.Set("ETag", tag)
	if status == http.StatusOK && strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	header.Set("Content-Type", a.mediaType)
	w.WriteHeader(status)
	_, _ = w.Write(data) // the client has gone when this fails
}
