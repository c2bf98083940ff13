package main

import (
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// logFlags say how the log of a server is written.
func logFlags(fs *flag.FlagSet, o *options) {
	fs.StringVar(&o.logFormat, "log-format", "text", "`FORMAT` of the log on stderr: text or json")
	fs.StringVar(&o.logLevel, "log-level", "warn", "`LEVEL` from which entries are written: debug, info (each request), warn or error")
}

// logger makes the logger that the flags ask for.
func logger(w io.Writer, o *options) (*slog.Logger, error) {
	level := slog.LevelWarn
	if o.logLevel != "" {
		if err := level.UnmarshalText([]byte(o.logLevel)); err != nil {
			return nil, usage("--log-level %q: want debug, info, warn or error", o.logLevel)
		}
	}
	as := &slog.HandlerOptions{Level: level}
	switch o.logFormat {
	case "", "text":
		return slog.New(slog.NewTextHandler(w, as)), nil
	case "json":
		return slog.New(slog.NewJSONHandler(w, as)), nil
	}
	return nil, usage("--log-format %q: want text or json", o.logFormat)
}

// maxLoggedPath is how much of a path is logged, in characters.
const maxLoggedPath = 200

// accessLog writes a line for each request that is answered. Queries are left out: they are long, and those who study a
// topic may not want it in a log.
func accessLog(log *slog.Logger, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !log.Enabled(r.Context(), slog.LevelInfo) {
			next.ServeHTTP(w, r)
			return
		}
		start, counted := time.Now(), &countingWriter{ResponseWriter: w, status: http.StatusOK}
		defer func() { // also when the connection is cut
			client, _, err := net.SplitHostPort(r.RemoteAddr)
			if err != nil {
				client = r.RemoteAddr
			}
			log.InfoContext(r.Context(), "request", "method", r.Method, "path", fmt.Sprintf("%.*s", maxLoggedPath, r.URL.Path), "status", counted.status,
				"bytes", counted.bytes, "ms", time.Since(start).Milliseconds(), "client", client)
		}()
		next.ServeHTTP(counted, r)
	})
}

// countingWriter counts what is answered.
type countingWriter struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (c *countingWriter) WriteHeader(status int) {
	c.status = status
	c.ResponseWriter.WriteHeader(status)
}

func (c *countingWriter) Write(b []byte) (int, error) {
	n, err := c.ResponseWriter.Write(b)
	c.bytes += int64(n)
	return n, err
}

// Unwrap lets [http.ResponseController] reach the connection.
func (c *countingWriter) Unwrap() http.ResponseWriter { return c.ResponseWriter }
