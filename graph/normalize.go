package graph

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
	"unicode/utf8"
)

// Normalize puts every list of the extract into its one order, so that equal content has equal bytes: places by where
// they stand in the text, entities by key.
func (x *Extract) Normalize() {
	sortStable(x.Sections, func(a, b Section) int {
		return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Level, b.Level), cmp.Compare(a.Path, b.Path))
	})
	sortStable(x.Tasks, func(a, b Task) int {
		return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Path, b.Path))
	})
	sortStable(x.Entities, func(a, b Entity) int { return cmp.Compare(a.Key, b.Key) })
	for i := range x.Entities {
		slices.Sort(x.Entities[i].Aliases)
		x.Entities[i].Aliases = slices.Compact(x.Entities[i].Aliases)
	}
	for i := range x.Facts {
		sortStable(x.Facts[i].Evidence, compareEvidence)
	}
	sortStable(x.Facts, compareFacts)
	sortStable(x.Mentions, func(a, b Mention) int {
		return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Entity, b.Entity), cmp.Compare(a.Surface, b.Surface))
	})
	sortStable(x.Warnings, func(a, b Warning) int {
		return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Message, b.Message))
	})
}

// sortStable sorts what mostly is sorted already: a loader normalizes what it made, and a store does again.
func sortStable[T any](list []T, compare func(a, b T) int) {
	if !slices.IsSortedFunc(list, compare) {
		slices.SortStableFunc(list, compare)
	}
}

func compareEvidence(a, b Evidence) int {
	return cmp.Or(a.Span.compare(b.Span), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Note, b.Note))
}

func compareFacts(a, b Fact) int {
	return cmp.Or(
		slices.CompareFunc(a.Evidence, b.Evidence, compareEvidence),
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Position, b.Position),
		cmp.Compare(a.Role, b.Role), cmp.Compare(a.Object, b.Object), cmp.Compare(a.Surface, b.Surface))
}

// compare puts what starts first first, and of two that start together the longer.
func (s Span) compare(t Span) int {
	return cmp.Or(cmp.Compare(s.Start, t.Start), cmp.Compare(t.End, s.End))
}

// Validate reports the first thing that breaks the contract of Extract: text that is not UTF-8, a span outside its
// text or inside a character, a repeated key or path, a name that leads nowhere, a fact without evidence, a number that
// is not a value of its enumeration or does not fit its column.
func (x *Extract) Validate() error {
	v := validator{x: x, document: x.Document.Key(), keys: map[string]bool{}}
	v.keys[v.document] = true
	for _, step := range []func() error{v.strings, v.head, v.sections, v.tasks, v.entities, v.facts, v.rest} {
		if err := step(); err != nil {
			return fmt.Errorf("document %s (%s): %w", v.document, x.Document.SourceName, err)
		}
	}
	return nil
}

type validator struct {
	x        *Extract
	document string
	keys     map[string]bool
}

func (v *validator) add(key string) error {
	if v.keys[key] {
		return fmt.Errorf("%s stands twice", key)
	}
	v.keys[key] = true
	return nil
}

func (v *validator) span(s Span, of string) error {
	text := v.x.Document.Text
	if s.Start < 0 || s.End <= s.Start || s.End > len(text) {
		return fmt.Errorf("%s: span %d-%d is not in the text of %d bytes", of, s.Start, s.End, len(text))
	}
	if !utf8.RuneStart(text[s.Start]) || s.End < len(text) && !utf8.RuneStart(text[s.End]) {
		return fmt.Errorf("%s: span %d-%d cuts a character", of, s.Start, s.End)
	}
	return nil
}

// strings refuses what is not UTF-8: storage backends differ in what they make of it.
func (v *validator) strings() (err error) {
	each(v.x, func(s string) {
		if err == nil && !utf8.ValidString(s) {
			err = fmt.Errorf("%.40q is not valid UTF-8", s)
		}
	}, func(int) {})
	if !utf8.ValidString(v.x.Document.SourceName) {
		err = fmt.Errorf("the file name %q is not valid UTF-8", v.x.Document.SourceName)
	}
	return err
}

func (v *validator) head() error {
	d := &v.x.Document
	for _, day := range []string{d.IssuedOn, d.PublishedOn} {
		if day == "" {
			continue
		}
		if _, err := time.Parse(time.DateOnly, day); err != nil {
			return fmt.Errorf("%q is not a day", day)
		}
	}
	return nil
}

func (v *validator) sections() error {
	for _, s := range v.x.Sections {
		if s.Parent != "" && !v.keys[PartKey(KindSection, v.document, s.Parent)] {
			return fmt.Errorf("section %s: its parent %s does not stand before it", s.Path, s.Parent)
		}
		if err := v.add(PartKey(KindSection, v.document, s.Path)); err != nil {
			return err
		}
		if s.Level < 1 || s.Level > math.MaxUint8 {
			return fmt.Errorf("section %s: level %d is not from 1 to %d", s.Path, s.Level, math.MaxUint8)
		}
		if err := v.span(s.Span, "section "+s.Path); err != nil {
			return err
		}
	}
	return nil
}

func (v *validator) tasks() error {
	for _, t := range v.x.Tasks {
		if !v.keys[PartKey(KindSection, v.document, t.Section)] {
			return fmt.Errorf("task %s: no section %q", t.Path, t.Section)
		}
		if err := v.add(PartKey(KindTask, v.document, t.Path)); err != nil {
			return err
		}
		if err := v.span(t.Span, "task "+t.Path); err != nil {
			return err
		}
	}
	return nil
}

func (v *validator) entities() error {
	for _, e := range v.x.Entities {
		if k, ok := KeyKind(e.Key); !ok || k < KindDepartment {
			return fmt.Errorf("entity %q: not a key of a department, city, project or theme", e.Key)
		}
		if e.Name == "" {
			return fmt.Errorf("entity %s has no name", e.Key)
		}
		if k, _ := KeyKind(e.Key); int(e.Sort) >= max(1, len(k.SortNames())) || int(e.Level) >= len(levelNames) {
			return fmt.Errorf("entity %s: there is no sort %d or no level %d", e.Key, e.Sort, e.Level)
		}
		if err := v.add(e.Key); err != nil {
			return err
		}
	}
	for _, e := range v.x.Entities {
		if k, _ := KeyKind(e.In); e.In != "" && (k != KindCity || !v.keys[e.In]) {
			return fmt.Errorf("entity %s: no city %s", e.Key, e.In)
		}
	}
	return nil
}

var factEnds = [FactKinds][2]Kind{
	{KindTask, KindDepartment}, {KindTask, KindCity}, {KindTask, KindProject}, {KindTask, KindTheme},
	{KindDocument, KindDepartment}, {KindDocument, KindDocument}, {KindProject, KindCity},
}

// Ends are the kinds of entity that facts of kind k link.
func (k Kind) Ends() (subject, object Kind) {
	ends := factEnds[int(k)-EntityKinds]
	return ends[0], ends[1]
}

func (v *validator) facts() error {
	seen := map[string]bool{}
	for i := range v.x.Facts {
		f := &v.x.Facts[i]
		if !f.Kind.IsFact() {
			return fmt.Errorf("fact %d: %s is not a kind of fact", i, f.Kind)
		}
		ends := factEnds[int(f.Kind)-EntityKinds]
		if k, _ := KeyKind(f.Subject); k != ends[0] || !v.keys[f.Subject] {
			return fmt.Errorf("fact %d (%s): no %s %q", i, f.Kind, ends[0], f.Subject)
		}
		if f.Kind == KindReference && f.Object != "" {
			return fmt.Errorf("fact %d (%s): its object %s is found by name, not given", i, f.Kind, f.Object)
		}
		if int(f.Role) >= max(1, len(f.Kind.RoleNames())) {
			return fmt.Errorf("fact %d (%s): there is no role %d", i, f.Kind, f.Role)
		}
		if f.Position < 0 || f.Position > math.MaxUint16 {
			return fmt.Errorf("fact %d (%s): position %d is not from 0 to %d", i, f.Kind, f.Position, math.MaxUint16)
		}
		if k, _ := KeyKind(f.Object); f.Kind != KindReference && (k != ends[1] || !v.keys[f.Object]) {
			return fmt.Errorf("fact %d (%s): no %s %q", i, f.Kind, ends[1], f.Object)
		}
		if key := f.key(v.document); seen[key] {
			return fmt.Errorf("fact %d (%s): %s – %s is stated twice; join the evidence", i, f.Kind, f.Subject, f.Object)
		} else {
			seen[key] = true
		}
		if len(f.Evidence) == 0 {
			return fmt.Errorf("fact %d (%s): %s – %s has no evidence", i, f.Kind, f.Subject, f.Object)
		}
		for _, e := range f.Evidence {
			if err := v.span(e.Span, f.Kind.String()+" "+f.Object); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *validator) rest() error {
	for _, m := range v.x.Mentions {
		if !v.keys[m.Entity] {
			return fmt.Errorf("mention: no entity %q", m.Entity)
		}
		if err := v.span(m.Span, "mention of "+m.Entity); err != nil {
			return err
		}
	}
	for _, w := range v.x.Warnings {
		if w.Span == (Span{}) {
			continue
		}
		if err := v.span(w.Span, "warning "+w.Code); err != nil {
			return err
		}
	}
	return nil
}
