package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/internal/running"
)

func dataFlag(fs *flag.FlagSet, o *options) {
	fs.StringVar(&o.data, "data", "", "folder of the graph, `DIR`; :memory: keeps nothing on disk; the default is policygraph in the XDG data folder")
}

// dataDir is the folder that --data names, or the default one.
func (p *program) dataDir(o *options) (string, error) {
	if o.data != "" {
		return o.data, nil
	}
	if base := p.getenv("XDG_DATA_HOME"); filepath.IsAbs(base) {
		return filepath.Join(base, "policygraph"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no data folder: %w; name one with --data", err)
	}
	return filepath.Join(home, ".local", "share", "policygraph"), nil
}

// withGraph opens the graph, runs do and closes the graph.
func (p *program) withGraph(o *options, as policygraph.Options, do func(g *policygraph.Graph) error) (err error) {
	dir, err := p.dataDir(o)
	if err != nil {
		return err
	}
	bar := p.progress()
	bar.show("opening %s", dir)
	g, err := policygraph.Open(dir, p.settings(o, as))
	bar.clear()
	if err != nil {
		return p.explain(dir, err)
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	return do(g)
}

func (p *program) settings(o *options, as policygraph.Options) policygraph.Options {
	as.BaseURL, as.Address, as.Executor, as.Logger = o.base, o.address, o.executor, cmp.Or(o.log, slog.New(slog.NewTextHandler(p.err, nil)))
	return as
}

// explain adds to an error of opening what to do about it.
func (p *program) explain(dir string, err error) error {
	switch server, _ := running.Find(dir); {
	case errors.Is(err, policygraph.ErrNoGraph):
		return fmt.Errorf("%w; 'policygraph load FILE...' makes one, --data names another folder", err)
	case errors.Is(err, policygraph.ErrLocked) && server != nil:
		return fmt.Errorf("%w; it is served at %s by process %d", err, server.URL, server.PID)
	}
	return err
}

// withContents is withGraph for commands that read what is in the graph, which must not be empty. In memory it is the
// embedded plan.
func (p *program) withContents(ctx context.Context, o *options, do func(g *policygraph.Graph) error) (err error) {
	if o.data == policygraph.Memory {
		g, err := policygraph.OpenPlan(ctx, p.settings(o, policygraph.Options{}))
		if err != nil {
			return err
		}
		return errors.Join(do(g), g.Close())
	}
	return p.withGraph(o, policygraph.Options{Existing: true}, func(g *policygraph.Graph) error {
		if g.Empty() {
			return errEmpty
		}
		return do(g)
	})
}

var errEmpty = errors.New("the graph is empty, as nothing was loaded into it; 'policygraph load FILE...' reads documents")

func executorFlag(fs *flag.FlagSet, o *options) {
	fs.Func("executor", "`NAME` of what runs operations: plans, the default, or graphql-go, slower with the same answers", func(name string) error {
		o.executor = policygraph.Executor(name)
		return o.executor.Validate()
	})
}
