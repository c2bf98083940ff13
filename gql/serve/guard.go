package serve

import (
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"

	"github.com/policygraph/policygraph/gql/gate"
)

// guard lets through only requests that are addressed to this host by a name that belongs to it and that a web page of
// another origin did not smuggle in as an image or script, and sets headers that keep browsers from using answers as
// anything else than they are.
func guard(next http.Handler, hosts []string) http.Handler {
	names := map[string]bool{"localhost": true}
	for _, h := range hosts {
		names[strings.ToLower(h)] = true
	}
	health := map[string]bool{healthPath: true, readyPath: true} // probes ask by address and see nothing of the graph
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "no-referrer")
		header.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if !health[r.URL.Path] && !belongs(r, names) {
			host := gate.Shorten(hostname(r))
			http.Error(w, fmt.Sprintf("this server does not answer for the host %q; if it is a name of this server, start it with --host %s "+
				"or, behind a proxy, with --base-url and the address that browsers use", host, host), http.StatusMisdirectedRequest)
			return
		}
		if r.Header.Get("Sec-Fetch-Site") == "cross-site" && r.Header.Get("Sec-Fetch-Mode") == "no-cors" {
			http.Error(w, "requests of other sites must use CORS", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// hostname is the host that a request is addressed to, without its port.
func hostname(r *http.Request) string {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	return strings.ToLower(strings.TrimSuffix(strings.Trim(host, "[]"), "."))
}

// belongs reports whether the host of a request is one of the names, a loopback address or the address that the
// connection came in on. The port says nothing: it may have been forwarded.
func belongs(r *http.Request, names map[string]bool) bool {
	host := hostname(r)
	if names[host] || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	if ip = ip.Unmap(); ip.IsLoopback() {
		return true
	}
	local, _ := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	if local == nil {
		return false
	}
	at, err := netip.ParseAddrPort(local.String())
	return err == nil && at.Addr().Unmap().WithZone("") == ip.WithZone("")
}
