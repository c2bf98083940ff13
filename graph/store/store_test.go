package store

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/internal/synth"
)

// These tests are the contract of a Store, whatever backend of Cayley it uses.

func TestEmptyStoreHasAnEmptyView(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		v := open(t, dir).View()
		if v == nil || v.Len(graph.KindDocument) != 0 || !v.CreatedAt.IsZero() || v.QuadCount != 0 || v.ID != built(t) {
			t.Errorf("view of an empty store: %+v", v)
		}
	})
}

func TestLoadAndLoadAgain(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s, list := open(t, dir), plans()
		wantOutcomes(t, load(t, s, list...), Added, Added, Added, Added)
		first := s.View()
		if first.ID != built(t, list...) {
			t.Error("the view is not that of what was loaded")
		}
		if want := time.Date(2018, 5, 31, 0, 0, 4, 0, time.UTC); !first.CreatedAt.Equal(want) || first.CreatedAt.Location() != time.UTC {
			t.Errorf("created at %v, want %v", first.CreatedAt, want)
		}
		r := load(t, s, list...)
		wantOutcomes(t, r, Unchanged, Unchanged, Unchanged, Unchanged)
		if r.Count(Unchanged) != 4 || r.Count(Added) != 0 {
			t.Errorf("counts of %v are wrong", r)
		}
		if s.View() != first {
			t.Error("loading the same again made another view")
		}
		if r.Documents[0].Key != list[0].Document.Key() || r.Documents[0].SourceName != list[0].Document.SourceName {
			t.Errorf("the result names %+v", r.Documents[0])
		}
	})
}

func TestStoredExtractsAreTheLoadedOnes(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s, list := open(t, dir), append(plans(), hostile())
		load(t, s, list...)
		got := stored(t, s)
		byKey := func(a, b *graph.Extract) int {
			return strings.Compare(string(link(a.Document.Key())), string(link(b.Document.Key())))
		}
		slices.SortFunc(list, byKey)
		for i := range list {
			if got[i].Digest() != list[i].Digest() {
				t.Errorf("document %d has another digest", i)
			}
			if !reflect.DeepEqual(got[i], list[i]) {
				t.Errorf("document %d differs:\n got %+v\nwant %+v", i, got[i].Entities, list[i].Entities)
			}
		}
	})
}

func TestOrderAndFolderDoNotMatter(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		forth, back := open(t, dir), open(t, Memory)
		list := plans()
		load(t, forth, list...)
		slices.Reverse(list)
		for _, x := range list {
			load(t, back, x)
		}
		if a, b := forth.View(), back.View(); a.ID != b.ID || a.QuadCount != b.QuadCount {
			t.Errorf("views %s of %d quads and %s of %d differ", a.ID, a.QuadCount, b.ID, b.QuadCount)
		}
		for k := range graph.KindMention + 1 {
			for i := range int32(forth.View().Len(k)) {
				if a, b := forth.View().IDOf(k, i), back.View().IDOf(k, i); a != b {
					t.Fatalf("%s %d has the ids %s and %s", k, i, a, b)
				}
			}
		}
	})
}

func TestAnotherVersionReplaces(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		old, other := plan(1), plan(2)
		load(t, s, old, other)
		renewed := *plan(1)
		renewed.LoaderVersion += "+1"
		renewed.Facts = renewed.Facts[1:]
		wantOutcomes(t, load(t, s, &renewed, other), Replaced, Unchanged)
		if s.View().ID != built(t, &renewed, other) {
			t.Error("the view is not that of the newer version")
		}
		before := s.View().QuadCount
		wantOutcomes(t, load(t, s, old), Replaced)
		if s.View().ID != built(t, old, other) {
			t.Error("the view is not that of the version loaded again")
		}
		if grown := s.View().QuadCount - before; grown != recordQuads {
			t.Errorf("a version that is stored already took %d quads, want only its record", grown)
		}
	})
}

func TestSameTextFromAnotherFileIsUnchanged(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		load(t, s, plan(1))
		renamed := plan(1)
		renamed.Document.SourceName = "另一个.txt"
		wantOutcomes(t, load(t, s, renamed, plan(1)), Unchanged, Unchanged)
	})
}

func TestRemoveAndBringBack(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s, a, b := open(t, dir), plan(1), plan(2)
		load(t, s, a, b)
		pinned := s.View()
		if err := s.Remove(t.Context(), a.Document.Key()); err != nil {
			t.Fatal(err)
		}
		if s.View().ID != built(t, b) || s.View().QuadCount != pinned.QuadCount+recordQuads-2 {
			t.Errorf("after the removal: view %s of %d quads, before %d", s.View().ID, s.View().QuadCount, pinned.QuadCount)
		}
		if pinned.Len(graph.KindDocument) != 2 {
			t.Error("a view changed under its reader")
		}
		if err := s.Remove(t.Context(), a.Document.Key()); !errors.Is(err, ErrNoDocument) {
			t.Errorf("removing it twice: %v", err)
		}
		wantOutcomes(t, load(t, s, a), Added)
		if s.View().ID != built(t, a, b) {
			t.Error("it did not come back")
		}
	})
}

func TestRefusedExtractDoesNotStopTheOthers(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		bad := map[string]func(x *graph.Extract){
			"text":    func(x *graph.Extract) { x.Document.Text += "\xff" },
			"title":   func(x *graph.Extract) { x.Document.Title = "\xc3(" },
			"surface": func(x *graph.Extract) { x.Facts[0].Surface = "a\xffb" },
			"note":    func(x *graph.Extract) { x.Facts[0].Evidence[0].Note = "\xf0\x28" },
			"file":    func(x *graph.Extract) { x.Document.SourceName = "\xfe.txt" },
		}
		for name, spoil := range bad {
			x := plan(1)
			spoil(x)
			r, err := s.Load(t.Context(), x, plan(2))
			if err == nil || !strings.Contains(err.Error(), "UTF-8") {
				t.Errorf("%s: error %v does not name the encoding", name, err)
			}
			if len(r.Documents) != 2 || r.Documents[0].Outcome != Refused || r.Documents[1].Outcome == Refused {
				t.Errorf("%s: outcomes %v", name, outcomes(r))
			}
		}
		if s.View().ID != built(t, plan(2)) {
			t.Error("the view is not that of the good document")
		}
	})
}

func TestCancelledLoadKeepsWhatIsWhole(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		// A transaction is exactly one document.
		s, err := Open(dir, Options{Now: day(), batch: len(versionQuads(partOf(t, plan(2)))) + recordQuads})
		if err != nil {
			t.Fatal(err)
		}
		defer shut(t, s)
		load(t, s, plan(1))
		r, err := s.Load(withCountdown(t, 1), plan(2), plan(3))
		if !errors.Is(err, errCountdown) {
			t.Fatalf("error %v", err)
		}
		wantOutcomes(t, r, Added)
		if s.View().ID != built(t, plan(1), plan(2)) {
			t.Error("what was loaded before the end is not in the view")
		}
		wantOutcomes(t, load(t, s, plan(2), plan(3)), Unchanged, Added)
	})
}

// A version of several transactions is cut short after each of them: it does not count, and loading it again completes it.
func TestVersionCutShort(t *testing.T) {
	x := synth.Extracts(100, 7)[0]
	quads := len(versionQuads(partOf(t, x))) + recordQuads
	batches := (quads + smallBatch - 1) / smallBatch
	if full := (quads - recordQuads) % smallBatch; full+recordQuads > smallBatch {
		batches = (quads-recordQuads)/smallBatch + 2
	}
	if batches < 4 {
		t.Fatalf("%d quads are only %d transactions", quads, batches)
	}
	folders(t, func(t *testing.T, dir string) {
		s, err := Open(dir, Options{Now: day(), batch: smallBatch})
		if err != nil {
			t.Fatal(err)
		}
		defer shut(t, s)
		for cut := range batches {
			r, err := s.Load(withCountdown(t, cut), x)
			if !errors.Is(err, errCountdown) || len(r.Documents) != 0 {
				t.Errorf("cut after %d of %d: %v %v", cut, batches, r, err)
			}
			if s.View().Len(graph.KindDocument) != 0 || len(s.log.all) != 0 {
				t.Errorf("cut after %d of %d, it counts", cut, batches)
			}
		}
		wantOutcomes(t, load(t, s, x), Added)
		if s.View().ID != built(t, x) || s.View().QuadCount != quads {
			t.Errorf("completed, it has %d quads, want %d", s.View().QuadCount, quads)
		}
	})
}

// However a version is parted, its record is in one transaction.
func TestRecordIsNeverParted(t *testing.T) {
	x := plan(1)
	quads := len(versionQuads(partOf(t, x))) + recordQuads
	for batch := quads - recordQuads - 1; batch <= quads+1; batch++ {
		s, err := Open(Memory, Options{Now: day(), batch: batch})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Load(withCountdown(t, 1), x); err == nil && batch < quads {
			t.Errorf("%d quads are one transaction of %d", quads, batch)
		}
		l, err := readRecords(t.Context(), s.back.quads())
		if err != nil || (len(l.all) == 1) != (batch >= quads) {
			t.Errorf("batches of %d for %d quads: %d records, %v", batch, quads, len(l.all), err)
		}
	}
}

func TestClosedStoreRefusesAndKeepsItsView(t *testing.T) {
	folders(t, func(t *testing.T, dir string) {
		s := open(t, dir)
		load(t, s, plan(1))
		shut(t, s)
		_, loadErr := s.Load(t.Context(), plan(2))
		_, checkErr := s.Check(t.Context())
		_, _, compactErr := s.Compact(t.Context())
		for what, err := range map[string]error{
			"load": loadErr, "check": checkErr, "compact": compactErr, "remove": s.Remove(t.Context(), plan(1).Document.Key()),
			"quads": s.Quads(t.Context(), nil), "backup": s.Backup(t.Context(), t.TempDir()),
		} {
			if !errors.Is(err, errClosed) {
				t.Errorf("%s on a closed store: %v", what, err)
			}
		}
		if s.View().ID != built(t, plan(1)) {
			t.Error("the view went away")
		}
		if err := s.Close(); err != nil {
			t.Errorf("closing twice: %v", err)
		}
	})
}

func TestOutcomeWords(t *testing.T) {
	for o, want := range map[Outcome]string{Added: "added", Replaced: "replaced", Unchanged: "unchanged", Refused: "refused"} {
		if o.String() != want {
			t.Errorf("%d is %s, want %s", o, o, want)
		}
	}
}

// hostile has in every text field what breaks escapes, and the odd values that an extract may have.
func hostile() *graph.Extract {
	const odd = "\"引\"\\n\n\t<script>&amp;\u2028\x00𠮷 '$1`"
	x := plan(99)
	x.LoaderVersion = odd
	d := &x.Document
	d.Title, d.DocNumber, d.SourceURL, d.SourceName = odd, odd, odd, odd
	d.PublishedOn = "2018-05-31"
	for i := range x.Sections {
		x.Sections[i].Heading, x.Sections[i].Number = odd, odd
	}
	for i := range x.Tasks {
		x.Tasks[i].Title, x.Tasks[i].Locator, x.Tasks[i].Number = odd, odd, ""
	}
	city := graph.Key(graph.KindCity, odd)
	x.Entities = append(x.Entities,
		graph.Entity{Key: city, Name: odd, Aliases: []string{"", odd, "b"}, Code: odd, Level: graph.LevelRegion},
		graph.Entity{Key: graph.Key(graph.KindTheme, odd), Name: odd, Level: graph.LevelCounty},
		graph.Entity{Key: graph.Key(graph.KindProject, odd, odd), Name: odd, Sort: uint8(graph.ProjectOther), In: city})
	for i := range x.Facts {
		x.Facts[i].Surface, x.Facts[i].RoleText, x.Facts[i].Position = odd, odd, 65535
		x.Facts[i].Evidence = append(x.Facts[i].Evidence, graph.Evidence{Span: graph.Span{Start: 0, End: 3}, Rule: odd, Note: odd})
	}
	twice := graph.Mention{Entity: city, Surface: odd, Span: graph.Span{Start: 0, End: 3}}
	x.Mentions = append(x.Mentions, twice, twice,
		graph.Mention{Entity: d.Key(), Surface: "本方案", Span: graph.Span{Start: 0, End: 6}},
		graph.Mention{Entity: graph.PartKey(graph.KindTask, d.Key(), x.Tasks[0].Path), Span: graph.Span{Start: 3, End: 6}})
	x.Warnings = append(x.Warnings,
		graph.Warning{Code: odd, Message: odd}, graph.Warning{Code: odd, Message: odd, Span: graph.Span{Start: 3, End: 6}},
		graph.Warning{Code: odd, Message: odd})
	x.Normalize()
	return x
}
