package web

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/policygraph/policygraph/graph/export"
)

// maxSpecBytes bounds the specification in an address, in bytes; it has room for a hundred ids.
const maxSpecBytes = 8 << 10

// exports serves GET /export/graph.FORMAT and /export/network.FORMAT?spec=JSON.
func (h *pages) exports(w http.ResponseWriter, r *http.Request) {
	what, name, _ := strings.Cut(r.PathValue("file"), ".")
	format, err := export.Lookup(name)
	if err != nil || what != "graph" && what != "network" {
		http.Error(w, "there is /export/graph.FORMAT and /export/network.FORMAT?spec={}; formats: "+formatNames(), http.StatusNotFound)
		return
	}
	out := &download{w: w, format: format, name: "policygraph-" + what + "." + format.Extension}
	if what == "graph" {
		v := h.View()
		if v == nil {
			http.Error(w, notReady, http.StatusServiceUnavailable)
			return
		}
		out.finish(export.Graph(r.Context(), out, v, format, h.Export))
		return
	}
	spec := cmp.Or(r.URL.Query().Get("spec"), "{}")
	if len(spec) > maxSpecBytes {
		http.Error(w, fmt.Sprintf("the specification has %d bytes, %d are allowed", len(spec), maxSpecBytes), http.StatusRequestURITooLong)
		return
	}
	n, err := h.Network(r.Context(), spec)
	if err == nil {
		err = export.Network(r.Context(), out, n, format, h.Export)
	}
	out.finish(err)
}

func formatNames() string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}

// download sends a file. Its headers go out with the first byte, so that an error before it can still be answered.
type download struct {
	w       http.ResponseWriter
	format  export.Format
	name    string
	started bool
}

func (d *download) Write(b []byte) (int, error) {
	if !d.started {
		d.started = true
		h := d.w.Header()
		h.Set("Content-Type", d.format.MediaType)
		h.Set("Content-Disposition", `attachment; filename="`+d.name+`"`)
	}
	return d.w.Write(b)
}

func (d *download) finish(err error) {
	switch {
	case err == nil:
	case d.started:
		panic(http.ErrAbortHandler) // web: the connection is cut, so that a part does not pass for the whole
	default:
		http.Error(d.w, err.Error(), http.StatusBadRequest)
	}
}
