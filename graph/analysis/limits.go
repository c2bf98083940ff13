package analysis

import "fmt"

// Limits of one question. Above one, the answer is a [TooLargeError] and never a sample.
const (
	// MaxActors bounds the nodes of a network: every measure keeps a few columns of 8 bytes a node.
	MaxActors = 200_000
	// MaxPairs bounds the pairs of actors that are counted while ties are made, the sum of k(k-1)/2 over events with
	// k actors: about a second of work.
	MaxPairs = 50_000_000
	// MaxTies bounds the ties of a network: about 60 bytes each.
	MaxTies = 2_000_000
	// MaxPathWork bounds actors × (actors + 2 × ties), the steps of an exact betweenness: about 10 seconds on two
	// cores. 10,000 actors with 100,000 ties take 2.1 billion; where ties have lengths a step counts three times.
	MaxPathWork = 2_500_000_000
	// MaxTriangleWork bounds the sum of squared degrees, the steps of clustering and constraint: about 3 seconds.
	MaxTriangleWork = 2_000_000_000
)

// TooLargeError says that a question passes a limit and what to narrow.
type TooLargeError struct {
	What   string // what is counted, e.g. ties
	Have   int64  // how many the question needs
	Limit  int64  // how many are allowed
	Advice string // what to narrow
}

// Error names the count, the limit and the way out.
func (e *TooLargeError) Error() string {
	return fmt.Sprintf("the network needs %d %s and %d are allowed: %s", e.Have, e.What, e.Limit, e.Advice)
}

const narrow = "narrow the documents, the period, the tasks or the kinds of body, or raise minWeight"

func within(what string, have, limit int64) error {
	if have <= limit {
		return nil
	}
	return &TooLargeError{What: what, Have: have, Limit: limit, Advice: narrow}
}
