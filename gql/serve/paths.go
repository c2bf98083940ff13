package serve

import (
	"net/http"
	"strings"
)

// console is the page, beside /graphql, where queries are tried.
const console = "graphiql"

// browsersToConsole sends those who open the address of the API in a browser, without a query, to the console. The address
// is relative, so that it is right behind a proxy that puts the server below a path.
func browsersToConsole(api http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		html, named := quality(r.Header.Values("Accept"), typeHTML)
		json, _ := quality(r.Header.Values("Accept"), typeJSON)
		if reading := r.Method == http.MethodGet || r.Method == http.MethodHead; !reading || r.URL.RawQuery != "" || !named || html < json {
			api.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Vary", "Accept")
		w.Header().Set("Location", strings.Repeat("../", strings.Count(r.URL.Path, "/")-1)+console)
		w.WriteHeader(http.StatusSeeOther)
	})
}

// below answers what is asked for below a path as if it were asked for at the top, and everything else as it is.
func below(path string, next http.Handler) http.Handler {
	path = strings.TrimRight(path, "/")
	if path == "" {
		return next
	}
	cut := http.StripPrefix(path, next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == path: // links on pages are relative, so the address must end in /
			w.Header().Set("Location", path[strings.LastIndex(path, "/")+1:]+"/")
			w.WriteHeader(http.StatusSeeOther)
		case strings.HasPrefix(r.URL.Path, path+"/"):
			cut.ServeHTTP(w, r)
		default:
			next.ServeHTTP(w, r)
		}
	})
}
