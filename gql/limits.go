package gql

import "time"

// Limits of one request. The unit is in the comment; limitTable gives the reasons.
const (
	maxRequestBytes = 100_000   // bytes
	maxTokens       = 2_000     // lexical tokens, comments not counted
	maxDepth        = 15        // fields inside fields
	maxLiteralDepth = 10        // objects and lists inside each other in one value
	maxAliases      = 100       // aliases and repeated response keys
	maxBreadth      = 200       // selections in one pair of braces
	maxFields       = 2_000     // fields after fragments are put in their places
	maxDirectives   = 100       // directives
	maxVariables    = 50        // variables of one operation
	maxFragments    = 50        // fragment definitions
	maxSpreads      = 100       // fragment spreads
	maxOperations   = 50        // operations
	maxPageSize     = 1_000     // entries
	maxIDs          = 100       // ids in one list that is fetched
	maxNodes        = 500_000   // entries of lists
	maxCost         = 5_000_000 // points
	timeout         = 10 * time.Second
	maxErrors       = 5        // errors
	maxEchoBytes    = 300      // bytes
	maxCacheBytes   = 16 << 20 // bytes
	maxNetworkBytes = 64 << 20 // bytes
)

// defaultPageSize is how many entries a page has when neither first nor last is given.
const defaultPageSize = 50

// limit is a row of limitTable.
type limit struct {
	name   string
	value  int
	unit   string
	reason string
}

// limitTable is every limit that a request can meet, for the documentation and for the tests that hold it.
func limitTable() []limit {
	return []limit{
		{"maxRequestBytes", maxRequestBytes, "bytes of body or query string", "fifty times a long hand-written query; read before anything is known of the sender"},
		{"maxTokens", maxTokens, "tokens", "the introspection query has about 200; everything after the lexer works on this many"},
		{"maxDepth", maxDepth, "fields inside fields", "the introspection query needs all 15; our own reach 9"},
		{"maxLiteralDepth", maxLiteralDepth, "objects and lists inside each other", "a condition on the tasks of the departments of a task inside an and-list needs 10; validation is quadratic in it"},
		{"maxAliases", maxAliases, "aliases and repeated response keys", "merging fields is quadratic in repeats; aliases multiply the work of one field"},
		{"maxBreadth", maxBreadth, "selections in one pair of braces", "no type has 40 fields; the rest are aliases, of which there are at most 100"},
		{"maxFields", maxFields, "fields after expansion", "what could be written without fragments, so that fragments that spread fragments do not explode"},
		{"maxDirectives", maxDirectives, "directives", "one on each alias"},
		{"maxVariables", maxVariables, "variables of an operation", "no field has more than 8 arguments"},
		{"maxFragments", maxFragments, "fragment definitions", "checking fragments against each other is quadratic"},
		{"maxSpreads", maxSpreads, "fragment spreads", "checking fragments against each other is quadratic"},
		{"maxOperations", maxOperations, "operations in a document", "a document from an editor; each is validated"},
		{"maxPageSize", maxPageSize, "entries of a page", "a table that a person can scroll; more is a job for an export"},
		{"maxIDs", maxIDs, "ids in one list that is fetched", "two pages of entries"},
		{"maxNodes", maxNodes, "entries of lists in an answer", "the largest answer that is made in the time and memory of one request"},
		{"maxCost", maxCost, "points: one for a value in the answer, more where a value is computed", "about half a second of work"},
		{"timeout", int(timeout / time.Second), "seconds", "longer than any query within the other limits takes on a slow machine"},
		{"maxErrors", maxErrors, "validation errors reported", "as many as a person corrects at a time; a flood of errors costs little"},
		{"maxEchoBytes", maxEchoBytes, "bytes of an error message", "messages repeat what was sent, which may be long"},
		{"maxCacheBytes", maxCacheBytes, "bytes of parsed documents kept", "thousands of queries of usual length"},
		{"maxNetworkBytes", maxNetworkBytes, "bytes of networks and their measures kept", "measures are computed once a View and specification; a hundred networks of a thousand bodies"},
	}
}

// ServiceInfo is the program and its limits, as the API shows them.
type ServiceInfo struct {
	Version      string
	Commit       string
	SchemaSHA256 string // of the SDL, in hex
	SchemaURL    string
	BaseURL      string // begins the addresses in citations, e.g. https://graph.example.org; not shown
	Limits       ServiceLimits
}

// ServiceLimits are the limits of one request that the API shows.
type ServiceLimits struct {
	MaxPageSize, MaxNodes, MaxCost, MaxDepth, MaxAliases, TimeoutSeconds, MaxRequestBytes int
}

func serviceLimits() ServiceLimits {
	return ServiceLimits{
		MaxPageSize: maxPageSize, MaxNodes: maxNodes, MaxCost: maxCost, MaxDepth: maxDepth, MaxAliases: maxAliases,
		TimeoutSeconds: int(timeout / time.Second), MaxRequestBytes: maxRequestBytes,
	}
}
