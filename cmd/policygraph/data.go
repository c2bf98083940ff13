package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/policygraph/policygraph"
	"github.com/policygraph/policygraph/graph"
)

func dataFlag(fs *flag.FlagSet, o *options) {
	fs.StringVar(&o.data, "data", "", "folder of the graph, `DIR`; :memory: keeps nothing; the default is policygraph in the XDG data folder")
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
	as.BaseURL, as.Logger = o.base, slog.New(slog.NewTextHandler(p.err, nil))
	g, err := policygraph.Open(dir, as)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, g.Close()) }()
	return do(g)
}

// withFilledGraph is withGraph for commands that need something in the graph: an empty one is filled with the seeds.
func (p *program) withFilledGraph(ctx context.Context, o *options, do func(g *policygraph.Graph) error) error {
	return p.withGraph(o, policygraph.Options{}, func(g *policygraph.Graph) error {
		if g.View().Len(graph.KindDocument) == 0 {
			if err := p.load(ctx, g, o, nil); err != nil {
				return err
			}
		}
		return do(g)
	})
}
