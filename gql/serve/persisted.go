package serve

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/policygraph/policygraph/gql"
	"github.com/policygraph/policygraph/gql/gate"
)

// codePersistedQueryNotFound is fixed by the protocol of automatic persisted queries (Apollo): the client then sends
// the query beside its hash, once.
const codePersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND"

// findPersisted puts in the query that a hash stands for.
func (h *API) findPersisted(in *incoming) *gate.Error {
	if in.hash == "" {
		return nil
	}
	if in.Query == "" {
		text, ok := h.persisted.Get(in.hash)
		if !ok {
			return gate.Errorf(codePersistedQueryNotFound, "PersistedQueryNotFound")
		}
		in.Query = text
		return nil
	}
	if sum := sha256.Sum256([]byte(in.Query)); hex.EncodeToString(sum[:]) != in.hash {
		return gate.Errorf(gate.CodeBadUserInput, "sha256Hash is not that of the query")
	}
	return nil
}

// keepPersisted keeps a query that came with its hash, unless it was refused.
func (h *API) keepPersisted(in incoming, r gql.Response) {
	if in.hash != "" && r.Executed {
		h.persisted.Put(in.hash, in.Query, len(in.hash)+len(in.Query))
	}
}
