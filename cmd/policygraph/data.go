package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/store"
)

// inMemory is the --data value that keeps nothing on disk.
const inMemory = ":memory:"

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

// withStore opens the graph, runs do and closes the graph.
func (p *program) withStore(o *options, do func(s *store.Store) error) error {
	return p.withStoreAs(o, store.Options{}, do)
}

func (p *program) withStoreAs(o *options, as store.Options, do func(s *store.Store) error) (err error) {
	dir, err := p.dataDir(o)
	if err != nil {
		return err
	}
	s, err := store.Open(dir, as)
	if err != nil {
		return err
	}
	defer func() {
		if e := s.Close(); e != nil && err == nil {
			err = e
		}
	}()
	return do(s)
}

// withGraph is withStore for commands that need something in the graph: an empty one is filled with the seeds.
func (p *program) withGraph(ctx context.Context, o *options, do func(s *store.Store) error) error {
	return p.withStore(o, func(s *store.Store) error {
		if s.View().Len(graph.KindDocument) == 0 {
			if err := p.load(ctx, s, o, nil); err != nil {
				return err
			}
		}
		return do(s)
	})
}
