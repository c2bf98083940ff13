package gql

import (
	"crypto/sha256"
	"encoding/hex"
)

// codePersistedQueryNotFound is fixed by the protocol of automatic persisted queries (Apollo): the client then sends
// the query beside its hash, once.
const codePersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND"

// findPersisted puts in the query that a hash stands for.
func (h *handler) findPersisted(in *incoming) *Error {
	if in.hash == "" {
		return nil
	}
	if in.Query == "" {
		text, ok := h.persisted.get(in.hash)
		if !ok {
			return newError(codePersistedQueryNotFound, "PersistedQueryNotFound")
		}
		in.Query = text
		return nil
	}
	if sum := sha256.Sum256([]byte(in.Query)); hex.EncodeToString(sum[:]) != in.hash {
		return newError(CodeBadUserInput, "sha256Hash is not that of the query")
	}
	return nil
}

// keepPersisted keeps a query that came with its hash, unless it was refused.
func (h *handler) keepPersisted(in incoming, r Response) {
	if in.hash != "" && r.Executed {
		h.persisted.put(in.hash, in.Query, len(in.hash)+len(in.Query))
	}
}
