package web

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
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
	v := h.View()
	if v == nil {
		http.Error(w, notReady, http.StatusServiceUnavailable)
		return
	}
	id := v.ID
	write := func(ctx context.Context, to io.Writer) error { return export.Graph(ctx, to, v, format, h.Export) }
	if what == "network" {
		spec := cmp.Or(r.URL.Query().Get("spec"), "{}")
		if len(spec) > maxSpecBytes {
			http.Error(w, fmt.Sprintf("the specification has %d bytes, %d are allowed", len(spec), maxSpecBytes), http.StatusRequestURITooLong)
			return
		}
		n, err := h.Network(r.Context(), spec)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		id = string(n.ID)
		write = func(ctx context.Context, to io.Writer) error { return export.Network(ctx, to, n, format, h.Export) }
	}
	d := &download{
		w: w, r: r, write: write, mediaType: format.MediaType, name: "policygraph-" + what + "." + format.Extension,
		tag: exportTag(h.Version, h.Export.BaseURL, id, name),
	}
	d.send()
}

// exportTag names the bytes of an export: the same program, address, graph or network, and format give the same.
func exportTag(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return base64.RawURLEncoding.EncodeToString(sum[:15])
}

func formatNames() string {
	var names []string
	for _, f := range export.Formats() {
		names = append(names, f.Name)
	}
	return strings.Join(names, ", ")
}
