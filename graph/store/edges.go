package store

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"

	cayley "github.com/cayleygraph/cayley/graph"
	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

// versionOf is the IRI of the version that a part is.
func versionOf(p *graph.Part) quad.IRI {
	d := p.Digest()
	return quad.IRI(versionPrefix + hex.EncodeToString(d[:]))
}

// edgePredicate is the predicate of the edge of a fact: the kind of its object and the role, e.g. department/LEAD.
func edgePredicate(f *graph.Fact) quad.IRI {
	_, object := f.Kind.Ends()
	if names := f.Kind.RoleNames(); len(names) > 0 {
		return linkTo(object) + "/" + quad.IRI(names[f.Role])
	}
	return linkTo(object)
}

// version gives the quads of a document version in the current format: what was read as the columns of its part in
// one value, and a graph to walk in: for each task its document and title, for each entity its name, and for each fact one
// edge from its subject to its object. The label of all is the version.
func versionQuads(p *graph.Part) []quad.Quad {
	x, label := p.Extract(), versionOf(p)
	iris := map[string]quad.IRI{}
	at := func(key string) quad.IRI {
		v, ok := iris[key]
		if !ok {
			v = link(key)
			iris[key] = v
		}
		return v
	}
	quads := make([]quad.Quad, 0, 3+2*len(x.Tasks)+len(x.Entities)+len(x.Facts))
	add := func(s, p quad.IRI, o quad.Value) {
		quads = append(quads, quad.Quad{Subject: s, Predicate: p, Object: o, Label: label})
	}
	document := at(p.Key())
	add(label, linkTo(graph.KindDocument), document)
	add(label, predExtract, quad.TypedString{Value: quad.String(base64.StdEncoding.EncodeToString(p.AppendTo(nil))), Type: base64Binary})
	add(document, predTitle, quad.String(x.Document.Title))
	for i := range x.Tasks {
		task := at(graph.PartKey(graph.KindTask, p.Key(), x.Tasks[i].Path))
		add(task, linkTo(graph.KindDocument), document)
		add(task, predTitle, quad.String(x.Tasks[i].Title))
	}
	for i := range x.Entities {
		add(at(x.Entities[i].Key), predName, quad.String(x.Entities[i].Name))
	}
	for i := range x.Facts {
		f := &x.Facts[i]
		if f.Kind == graph.KindReference { // what it leads to is found among the documents that are loaded
			add(at(f.Subject), edgePredicate(f), quad.String(f.Surface))
		} else {
			add(at(f.Subject), edgePredicate(f), at(f.Object))
		}
	}
	return quads
}

// readPart reads the columns of a version.
func readPart(ctx context.Context, qs cayley.QuadStore, version quad.IRI) (*graph.Part, error) {
	ref, err := qs.ValueOf(version)
	if err != nil {
		return nil, err
	}
	if ref == nil {
		return nil, errors.New("it is not there")
	}
	var packed []quad.TypedString
	err = properties(ctx, qs, ref, func(q quad.Quad) {
		if s, ok := q.Object.(quad.TypedString); ok && q.Predicate == predExtract {
			packed = append(packed, s)
		}
	})
	if err != nil {
		return nil, err
	}
	if len(packed) != 1 || packed[0].Type != base64Binary {
		return nil, fmt.Errorf("it has %d extracts, not one", len(packed))
	}
	b, err := base64.StdEncoding.DecodeString(string(packed[0].Value))
	if err != nil {
		return nil, fmt.Errorf("its extract: %w", err)
	}
	p, err := graph.ReadPart(b)
	if err != nil {
		return nil, err
	}
	if versionOf(p) != version {
		return nil, fmt.Errorf("its extract is that of %s", versionOf(p))
	}
	return p, nil
}
