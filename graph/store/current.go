package store

import (
	"strings"

	"github.com/policygraph/policygraph/graph"
)

// Versions gives the digest of the current version of each document, in hexadecimal, by the document's id. Two versions with
// one digest hold the same facts of the same text.
func (s *Store) Versions() map[graph.ID]string {
	s.mu.RLock()
	defer s.mu.RUnlock()
	versions := make(map[graph.ID]string, len(s.log.current))
	for document, r := range s.log.current {
		versions[graph.ID(strings.TrimPrefix(string(document), Namespace))] = strings.TrimPrefix(string(r.version), versionPrefix)
	}
	return versions
}
