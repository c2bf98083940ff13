package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"time"
)

// healthTime is how long a server may take to say that it is ready: as long as orchestrators wait by default, in seconds.
const healthTime = 5 * time.Second

func healthCommand() command {
	return command{
		name: "health", args: "[--addr HOST:PORT]", summary: "ask a server whether it is ready",
		help: `Exits 0 when the server answers questions, 1 when it does not within 5 seconds: for containers that have no other
program to ask with.

  policygraph health
  policygraph health --addr :9000`,
		flags: func(fs *flag.FlagSet, o *options) {
			fs.StringVar(&o.addr, "addr", defaultAddr, "`HOST:PORT` that the server listens on")
		},
		run: func(ctx context.Context, p *program, o *options, args []string) error {
			if len(args) > 0 {
				return usage("health takes no arguments")
			}
			return p.health(ctx, o.addr)
		},
	}
}

// health asks /readyz. An address without a host is this machine.
func (p *program) health(ctx context.Context, addr string) error {
	ctx, stop := context.WithTimeout(ctx, healthTime)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
	if err != nil {
		return usage("--addr %q: want HOST:PORT", addr)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	if err := response.Body.Close(); err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the server at %s is not ready: %s", addr, response.Status)
	}
	_, err = fmt.Fprintln(p.out, "ready")
	return err
}
