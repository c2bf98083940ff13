package gate

import "time"

// Limits of one request. The unit is in the comment; Limits gives the reasons.
const (
	MaxRequestBytes = 100_000   // bytes
	MaxTokens       = 2_000     // lexical tokens, comments not counted
	MaxDepth        = 15        // fields inside fields
	MaxLiteralDepth = 10        // objects and lists inside each other in one value
	MaxAliases      = 100       // aliases and repeated response keys
	MaxBreadth      = 200       // selections in one pair of braces
	MaxFields       = 2_000     // fields after fragments are put in their places
	MaxDirectives   = 100       // directives
	MaxVariables    = 50        // variables of one operation
	MaxFragments    = 50        // fragment definitions
	MaxSpreads      = 100       // fragment spreads
	MaxOperations   = 50        // operations
	MaxPageSize     = 1_000     // entries
	MaxCells        = 20_000    // cells of a matrix
	MaxIDs          = 100       // ids in one list that is fetched
	MaxNodes        = 500_000   // entries of lists
	MaxCost         = 5_000_000 // points
	Timeout         = 10 * time.Second
	MaxErrors       = 5        // errors
	MaxEchoBytes    = 300      // bytes
	MaxCacheBytes   = 16 << 20 // bytes
	MaxNetworkBytes = 64 << 20 // bytes
)

// DefaultPageSize is how many entries a page has when neither first nor last is given.
const DefaultPageSize = 50

// Limit is a limit that a request can meet, for the documentation and for the tests that hold it.
type Limit struct {
	Name   string
	Value  int
	Unit   string
	Reason string
}

// Limits lists them.
func Limits() []Limit {
	return []Limit{
		{"maxRequestBytes", MaxRequestBytes, "bytes of body or query string", "fifty times a long hand-written query; read before anything is known of the sender"},
		{"maxTokens", MaxTokens, "tokens", "the introspection query has about 200; everything after the lexer works on this many"},
		{"maxDepth", MaxDepth, "fields inside fields", "the introspection query needs all 15; our own reach 9"},
		{"maxLiteralDepth", MaxLiteralDepth, "objects and lists inside each other", "a condition on the tasks of the departments of a task inside an and-list needs 10; validation is quadratic in it"},
		{"maxAliases", MaxAliases, "aliases and repeated response keys", "merging fields is quadratic in repeats; aliases multiply the work of one field"},
		{"maxBreadth", MaxBreadth, "selections in one pair of braces", "no type has 40 fields; the rest are aliases, of which there are at most 100"},
		{"maxFields", MaxFields, "fields after expansion", "what could be written without fragments, so that fragments that spread fragments do not explode"},
		{"maxDirectives", MaxDirectives, "directives", "one on each alias"},
		{"maxVariables", MaxVariables, "variables of an operation", "no field has more than 8 arguments"},
		{"maxFragments", MaxFragments, "fragment definitions", "checking fragments against each other is quadratic"},
		{"maxSpreads", MaxSpreads, "fragment spreads", "checking fragments against each other is quadratic"},
		{"maxOperations", MaxOperations, "operations in a document", "a document from an editor; each is validated"},
		{"maxCells", MaxCells, "cells of a `responsibilityMatrix`", "a few hundred rows and columns; more is no picture"},
		{"maxPageSize", MaxPageSize, "entries of a page", "a table that a person can scroll; more is a job for an export"},
		{"maxIDs", MaxIDs, "ids in one list that is fetched", "two pages of entries"},
		{"maxNodes", MaxNodes, "entries of lists in an answer", "the largest answer that is made in the time and memory of one request"},
		{"maxCost", MaxCost, "points: one for a value in the answer, more where a value is computed", "about half a second of work"},
		{"timeout", int(Timeout / time.Second), "seconds", "longer than any query within the other limits takes on a slow machine"},
		{"maxErrors", MaxErrors, "validation errors reported", "as many as a person corrects at a time; a flood of errors costs little"},
		{"maxEchoBytes", MaxEchoBytes, "bytes of an error message", "messages repeat what was sent, which may be long"},
		{"maxCacheBytes", MaxCacheBytes, "bytes of parsed documents kept", "thousands of queries of usual length"},
		{"maxNetworkBytes", MaxNetworkBytes, "bytes of networks and their measures kept", "measures are computed once a View and specification; a hundred networks of a thousand bodies"},
	}
}
