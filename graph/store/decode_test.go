package store

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/cayleygraph/quad"

	"github.com/policygraph/policygraph/graph"
)

func decode(label quad.IRI, quads []quad.Quad) (*graph.Extract, error) {
	d := newDecoder(label)
	for _, q := range quads {
		d.add(q)
	}
	return d.finish()
}

func TestDecodeInverts(t *testing.T) {
	for _, x := range append(plans(), hostile()) {
		label := version(x)
		quads := encode(x, label)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(quads), func(i, j int) { quads[i], quads[j] = quads[j], quads[i] })
		y, err := decode(label, quads)
		if err != nil {
			t.Fatal(err)
		}
		if y.Digest() != x.Digest() || y.Document != x.Document {
			t.Errorf("%s comes back as another", x.Document.SourceName)
		}
	}
}

// A fact takes about four quads, and nothing is written twice.
func TestQuadsAreFew(t *testing.T) {
	for _, x := range plans() {
		quads := encode(x, version(x))
		facts, seen := map[quad.Value]int{}, map[quad.Quad]bool{}
		for _, q := range quads {
			if seen[q] {
				t.Errorf("twice: %v", q)
			}
			seen[q] = true
			id, _ := local(q.Subject)
			if k, ok := id.Kind(); ok && k.IsFact() {
				facts[q.Subject]++
			}
		}
		if len(facts) != len(x.Facts) {
			t.Errorf("%d nodes for %d facts", len(facts), len(x.Facts))
		}
		for f, n := range facts {
			if n < 3 || n > 4 {
				t.Errorf("%d quads for the fact %s", n, f)
			}
		}
	}
}

// Each case spoils one quad of a sound version; the error must name what is wrong.
func TestDecodeNamesWhatIsWrong(t *testing.T) {
	x := plan(1)
	label := version(x)
	fact := quad.Value(iri(x.Facts[3].ID(x.Document.Key())))
	at := func(s quad.Value, p quad.IRI) func(q quad.Quad) bool {
		return func(q quad.Quad) bool { return (s == nil || q.Subject == s) && q.Predicate == p }
	}
	drop := func(q quad.Quad) []quad.Quad { return nil }
	object := func(v quad.Value) func(q quad.Quad) []quad.Quad {
		return func(q quad.Quad) []quad.Quad {
			q.Object = v
			return []quad.Quad{q}
		}
	}
	also := func(v quad.Value) func(q quad.Quad) []quad.Quad {
		return func(q quad.Quad) []quad.Quad { return append(object(v)(q), q) }
	}
	packed := func(s string) quad.Value { return quad.TypedString{Value: quad.String(s), Type: rdfJSON} }
	for name, c := range map[string]struct {
		which func(quad.Quad) bool
		spoil func(quad.Quad) []quad.Quad
		want  string
	}{
		"no document":          {at(label, linkTo(graph.KindDocument)), drop, "it is of the document"},
		"no loader version":    {at(label, predLoaderVersion), drop, "digest"},
		"other loader version": {at(label, predLoaderVersion), object(quad.String("0")), "digest"},
		"two loader versions":  {at(label, predLoaderVersion), also(quad.String("0")), "two values"},
		"warnings not JSON":    {at(label, predWarnings), object(packed("[")), "unexpected end of JSON"},
		"unknown of version":   {at(label, predWarnings), func(q quad.Quad) []quad.Quad { q.Predicate = predName; return []quad.Quad{q} }, "unknown property"},
		"text is a link":       {at(nil, Namespace+"text"), object(fact), "not a text"},
		"other text":           {at(nil, Namespace+"text"), object(quad.String("计划")), "leads nowhere"},
		"no heading":           {at(nil, predHeading), drop, "digest"},
		"no place":             {at(nil, predPlace), drop, "stands for"},
		"place a text":         {at(nil, predPlace), object(quad.String("{}")), "not JSON"},
		"section nowhere":      {at(nil, linkTo(graph.KindSection)), object(iri(graph.NewID(graph.KindSection, "x"))), "leads nowhere"},
		"unknown of section":   {at(nil, predHeading), func(q quad.Quad) []quad.Quad { q.Predicate = predCode; return []quad.Quad{q} }, "unknown property"},
		"unknown of task":      {at(link(graph.PartKey(graph.KindTask, x.Document.Key(), x.Tasks[0].Path)), predTitle), func(q quad.Quad) []quad.Quad { q.Predicate = predCode; return []quad.Quad{q} }, "unknown property"},
		"unknown of document":  {at(nil, Namespace+"docNumber"), func(q quad.Quad) []quad.Quad { q.Predicate = predCode; return []quad.Quad{q} }, "unknown property"},
		"no key":               {at(nil, predKey), drop, "stands for"},
		"other key":            {at(nil, predKey), object(quad.String("theme/x")), "stands for"},
		"no name":              {at(nil, predName), drop, "has no name"},
		"no such sort":         {at(nil, predSort), object(quad.String("MINISTRY")), "not one of DEPARTMENT"},
		"no such level":        {at(nil, predLevel), object(quad.String("VILLAGE")), "no level"},
		"in nowhere":           {at(nil, predIn), object(iri(graph.NewID(graph.KindCity, "x"))), "leads nowhere"},
		"in is a text":         {at(nil, predIn), object(quad.String("x")), "not a link"},
		"mentions of nothing": {at(nil, predMentions), func(q quad.Quad) []quad.Quad {
			q.Subject = iri(graph.NewID(graph.KindTheme, "x"))
			return []quad.Quad{q}
		}, "leads nowhere"},
		"mentions out of text":  {at(nil, predMentions), object(packed(`[{"start":1000000,"end":1000003,"surface":"x"}]`)), "is not in the text"},
		"no statement":          {at(fact, predStatement), drop, "no evidence"},
		"two statements":        {at(fact, predStatement), also(packed(`{"surface":"x","evidence":[{"start":0,"end":3,"rule":"x"}]}`)), "two statements"},
		"other statement":       {at(fact, predStatement), object(packed(`{"surface":"x","evidence":[{"start":0,"end":3,"rule":"x"}]}`)), "digest"},
		"span cuts a character": {at(fact, predStatement), object(packed(`{"surface":"x","evidence":[{"start":0,"end":4,"rule":"x"}]}`)), "cuts a character"},
		"no subject":            {at(fact, linkTo(graph.KindTask)), drop, "another id"},
		"subject nowhere":       {at(fact, linkTo(graph.KindTask)), object(iri(graph.NewID(graph.KindTask, "x"))), "leads nowhere"},
		"other task":            {at(fact, linkTo(graph.KindTask)), object(link(graph.PartKey(graph.KindTask, x.Document.Key(), x.Tasks[2].Path))), "another id"},
		"two subjects":          {at(fact, linkTo(graph.KindTask)), also(iri(graph.NewID(graph.KindTask, "x"))), "two values"},
		"no such role":          {at(nil, predRole), object(quad.String("BOSS")), "not one of"},
		"unknown of fact":       {at(fact, predStatement), func(q quad.Quad) []quad.Quad { q.Predicate = predCode; return []quad.Quad{q} }, "unknown property"},
		"a foreign subject":     {at(fact, predStatement), func(q quad.Quad) []quad.Quad { q.Subject = quad.IRI("http://example.org/"); return []quad.Quad{q} }, "not the id of anything"},
		"a text as subject": {at(fact, predStatement), func(q quad.Quad) []quad.Quad {
			q.Subject = quad.String(strings.Repeat("x", 999))
			return []quad.Quad{q}
		}, "not the id of anything"},
		"evidence as subject": {at(fact, predStatement), func(q quad.Quad) []quad.Quad {
			q.Subject = iri(graph.NewID(graph.KindEvidence, "x"))
			return []quad.Quad{q}
		}, "neither an entity nor a fact"},
		"an entity more": {at(fact, predStatement), func(q quad.Quad) []quad.Quad {
			return []quad.Quad{q, {Subject: iri(graph.NewID(graph.KindTheme, "x")), Predicate: rdfType, Object: class(graph.KindTheme)}}
		}, "stands for"},
	} {
		t.Run(name, func(t *testing.T) {
			var quads []quad.Quad
			hit := false
			for _, q := range encode(x, label) {
				if !hit && c.which(q) {
					hit = true
					quads = append(quads, c.spoil(q)...)
				} else {
					quads = append(quads, q)
				}
			}
			if !hit {
				t.Fatal("no such quad")
			}
			_, err := decode(label, quads)
			if err == nil || !strings.Contains(err.Error(), c.want) || len(err.Error()) > 5000 {
				t.Errorf("error %v, want one with %q", err, c.want)
			}
		})
	}
}

// Any single quad that is lost or doubled under another label is noticed, except the RDF classes, which ids imply.
func TestEveryQuadCounts(t *testing.T) {
	x := plan(2)
	label := version(x)
	quads := encode(x, label)
	for i, lost := range quads {
		rest := append(append([]quad.Quad{}, quads[:i]...), quads[i+1:]...)
		if _, err := decode(label, rest); err == nil && lost.Predicate != rdfType && !implied(lost) {
			t.Errorf("nobody misses %v", lost)
		}
	}
}

// implied are the quads that say what another says: a top section is of the document of its version, and the name of
// the file is not part of a digest.
func implied(q quad.Quad) bool {
	return q.Predicate == linkTo(graph.KindDocument) || q.Predicate == quad.IRI(Namespace+"sourceName") || zeroValue(q)
}

// zeroValue is a word for what is assumed without it.
func zeroValue(q quad.Quad) bool {
	switch q.Predicate {
	case predSort:
		return q.Object == quad.String(graph.DepartmentOrdinary.String()) || q.Object == quad.String(graph.ProjectRail.String())
	case predRole:
		return q.Object == quad.String(graph.RoleLead.String()) || q.Object == quad.String(graph.DocumentIssuer.String())
	}
	return false
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("山西省实施方案", "一、\"总\\n体\"", "省发改委", "负责", 3, uint8(1))
	f.Add("\x00", "\u2028", "<&>", "", 65535, uint8(5))
	base := plan(1)
	f.Fuzz(func(t *testing.T, title, heading, surface, word string, position int, role uint8) {
		c := *base
		x := &c
		x.Sections, x.Facts, x.Mentions = slices.Clone(base.Sections), slices.Clone(base.Facts), slices.Clone(base.Mentions)
		x.Entities, x.Warnings = slices.Clone(base.Entities), slices.Clone(base.Warnings)
		x.Document.Title, x.Sections[0].Heading = title, heading
		x.Facts[4].Surface, x.Facts[4].RoleText, x.Facts[4].Position, x.Facts[4].Role = surface, word, position, role
		x.Mentions[0].Surface, x.Entities[0].Aliases = surface, []string{word, title, word}
		x.Warnings = append(x.Warnings, graph.Warning{Code: word, Message: heading})
		x.Normalize()
		if x.Validate() != nil {
			t.Skip()
		}
		label := version(x)
		y, err := decode(label, encode(x, label))
		if err != nil || y.Digest() != x.Digest() {
			t.Errorf("it does not come back: %v", err)
		}
	})
}
