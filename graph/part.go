package graph

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// part is a document with what can be computed of it alone.
type part struct {
	*Extract
	key        string
	digest     [sha256.Size]byte
	textSHA256 string
	text       textIndex

	facts    []digest   // ids of Extract.Facts
	mentions []digest   // ids of Extract.Mentions, the repeated ones left out
	passages []Evidence // each passage and rule once, by place
	evidence []digest   // ids of passages

	// refs are the indexes in passages of the evidence of the facts in their order, then of the mentions, repeated ones
	// too; firstRef is where they begin in builder.refs.
	refs        []int32
	mentionRefs int
	firstRef    int32
}

func newPart(x *Extract) (*part, error) {
	x.Normalize()
	if err := x.Validate(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(x.Document.Text))
	p := &part{
		Extract: x, key: x.Document.Key(), digest: x.Digest(), textSHA256: hex.EncodeToString(sum[:]),
		text: newTextIndex(x.Document.Text), mentionRefs: len(x.Mentions),
	}
	for i := range x.Facts {
		p.facts = append(p.facts, digestOf(x.Facts[i].key(p.key)))
	}
	for i := range x.Mentions {
		if !p.repeated(i) {
			p.mentions = append(p.mentions, digestOf(mentionKey(p.key, &x.Mentions[i])))
		}
	}
	p.collect()
	return p, nil
}

// repeated reports whether mention i names the same entity at the same place as the one before it.
func (p *part) repeated(i int) bool {
	return i > 0 && p.Mentions[i].Span == p.Mentions[i-1].Span && p.Mentions[i].Entity == p.Mentions[i-1].Entity
}

// mentionRule is the rule behind the passage of a mention.
const mentionRule = "mention@1"

// evidence is the passage of a warning.
func (w *Warning) evidence() Evidence {
	return Evidence{Span: w.Span, Rule: "warning." + w.Code + "@1"}
}

// collect makes passages, evidence and refs.
func (p *part) collect() {
	all := make([]Evidence, 0, len(p.Facts)+len(p.Mentions)+len(p.Warnings))
	for i := range p.Facts {
		all = append(all, p.Facts[i].Evidence...)
	}
	for i := range p.Mentions {
		all = append(all, Evidence{Span: p.Mentions[i].Span, Rule: mentionRule})
	}
	p.refs = make([]int32, len(all))
	for i := range p.Warnings {
		if p.Warnings[i].Span != (Span{}) {
			all = append(all, p.Warnings[i].evidence())
		}
	}
	order := make([]int32, len(all))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(i, j int32) int {
		return cmp.Or(all[i].Span.compare(all[j].Span), cmp.Compare(all[i].Rule, all[j].Rule), cmp.Compare(i, j))
	})
	for _, i := range order {
		e := &all[i]
		last := len(p.passages) - 1
		if last >= 0 && p.passages[last].Span == e.Span && p.passages[last].Rule == e.Rule {
			p.passages[last].Note = cmp.Or(p.passages[last].Note, e.Note)
		} else {
			last++
			p.passages = append(p.passages, *e)
			p.evidence = append(p.evidence, digestOf(evidenceKey(p.key, *e)))
		}
		if int(i) < len(p.refs) {
			p.refs[i] = int32(last)
		}
	}
}
