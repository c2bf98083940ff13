package graph

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

func TestSampleIsValid(t *testing.T) {
	if err := sample().Validate(); err != nil {
		t.Fatal(err)
	}
}

func shuffle[T any](r *rand.Rand, list []T) {
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

func TestNormalizeUndoesAnyOrder(t *testing.T) {
	want := sample()
	r := rand.New(rand.NewPCG(1, 1))
	for range 20 {
		x := sample()
		x.Facts[0].Evidence = append(x.Facts[0].Evidence, Evidence{Span{0, 3}, "b@1", ""}, Evidence{Span{0, 6}, "a@1", ""})
		y := sample()
		y.Facts[0].Evidence = append(y.Facts[0].Evidence, Evidence{Span{0, 6}, "a@1", ""}, Evidence{Span{0, 3}, "b@1", ""})
		shuffle(r, x.Sections)
		shuffle(r, x.Tasks)
		shuffle(r, x.Entities)
		shuffle(r, x.Facts)
		shuffle(r, x.Mentions)
		shuffle(r, x.Warnings)
		for i := range x.Entities {
			shuffle(r, x.Entities[i].Aliases)
		}
		x.Normalize()
		y.Normalize()
		if !reflect.DeepEqual(x, y) || x.Digest() != y.Digest() {
			t.Fatalf("orders differ after Normalize:\n%+v\n%+v", x, y)
		}
		x.Normalize()
		if !reflect.DeepEqual(x, y) {
			t.Fatal("Normalize is not idempotent")
		}
	}
	if again := sample(); !reflect.DeepEqual(again, want) {
		t.Error("the sample changes")
	}
}

func TestNormalizeDropsAliasesThatAreTwice(t *testing.T) {
	x := sample()
	x.Entities[0].Aliases = []string{"b", "a", "b"}
	x.Normalize()
	if got := x.Entities[0].Aliases; !reflect.DeepEqual(got, []string{"a", "b"}) {
		t.Errorf("aliases %q", got)
	}
}

// leaves visits every settable text and number of v, by its path.
func leaves(v reflect.Value, path string, visit func(path string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer:
		leaves(v.Elem(), path, visit)
	case reflect.Struct:
		for i := range v.NumField() {
			leaves(v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			leaves(v.Index(i), fmt.Sprintf("%s[%d]", path, i), visit)
		}
	default:
		visit(path, v)
	}
}

// A field that is added to Extract and forgotten in the digest would be lost without a word.
func TestDigestCoversEveryField(t *testing.T) {
	x := sample()
	before := x.Digest()
	n := 0
	leaves(reflect.ValueOf(x), "", func(path string, v reflect.Value) {
		n++
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		switch {
		case v.Kind() == reflect.String:
			v.SetString(v.String() + "+")
		case v.CanInt():
			v.SetInt(v.Int() + 1)
		case v.CanUint():
			v.SetUint(v.Uint() + 1)
		default:
			t.Fatalf("%s is of kind %s", path, v.Kind())
		}
		if changed := x.Digest() != before; changed != (path != ".Document.SourceName") {
			t.Errorf("a change of %s: digest changed %v", path, changed)
		}
		v.Set(old)
	})
	if n < 100 || x.Digest() != before {
		t.Errorf("%d fields were changed and not all changed back", n)
	}
}

func TestDigestKeepsNeighboursApart(t *testing.T) {
	pair := func(a, b string) [32]byte {
		x := sample()
		x.Document.Title, x.Document.DocNumber = a, b
		return x.Digest()
	}
	if pair("ab", "c") == pair("a", "bc") || pair("", "ab") == pair("ab", "") {
		t.Error("texts run into each other")
	}
	x, y := sample(), sample()
	x.Entities[0].Aliases, y.Entities[0].Aliases = nil, []string{}
	if x.Digest() != y.Digest() {
		t.Error("no aliases and an empty list of them differ")
	}
	y.Entities[0].Aliases = []string{""}
	if x.Digest() == y.Digest() {
		t.Error("no aliases and an empty alias are one")
	}
}

// Each case breaks the contract in one way, or just does not.
func TestValidate(t *testing.T) {
	entity := func(x *Extract, prefix string) *Entity {
		for i := range x.Entities {
			if strings.HasPrefix(x.Entities[i].Key, prefix) {
				return &x.Entities[i]
			}
		}
		panic("no entity " + prefix)
	}
	fact := func(x *Extract, k Kind) *Fact {
		for i := range x.Facts {
			if x.Facts[i].Kind == k {
				return &x.Facts[i]
			}
		}
		panic("no fact " + k.String())
	}
	for name, c := range map[string]struct {
		change func(x *Extract)
		want   string // "" when it is still valid
	}{
		"text":           {func(x *Extract) { x.Document.Text += "\xff" }, "not valid UTF-8"},
		"alias":          {func(x *Extract) { entity(x, "city").Aliases = []string{"\xc0"} }, "not valid UTF-8"},
		"file name":      {func(x *Extract) { x.Document.SourceName = "\xff" }, "file name"},
		"no days":        {func(x *Extract) { x.Document.IssuedOn, x.Document.PublishedOn = "", "" }, ""},
		"day":            {func(x *Extract) { x.Document.IssuedOn = "2018-02-30" }, "is not a day"},
		"day published":  {func(x *Extract) { x.Document.PublishedOn = "2018年" }, "is not a day"},
		"level 255":      {func(x *Extract) { x.Sections[0].Level = math.MaxUint8 }, ""},
		"level 256":      {func(x *Extract) { x.Sections[0].Level = math.MaxUint8 + 1 }, "level 256"},
		"level 0":        {func(x *Extract) { x.Sections[0].Level = 0 }, "level 0"},
		"parent":         {func(x *Extract) { x.Sections[0].Parent = "二" }, "does not stand before"},
		"section twice":  {func(x *Extract) { x.Sections = append(x.Sections, x.Sections[0]) }, "stands twice"},
		"section span":   {func(x *Extract) { x.Sections[0].Span.End++ }, "is not in the text"},
		"task twice":     {func(x *Extract) { x.Tasks = append(x.Tasks, x.Tasks[0]) }, "stands twice"},
		"task section":   {func(x *Extract) { x.Tasks[0].Section = "" }, "no section"},
		"task span":      {func(x *Extract) { x.Tasks[0].Span = Span{} }, "is not in the text"},
		"key":            {func(x *Extract) { entity(x, "theme").Key = "x" }, "not a key"},
		"key of a task":  {func(x *Extract) { entity(x, "theme").Key = "task/x" }, "not a key"},
		"name":           {func(x *Extract) { entity(x, "theme").Name = "" }, "has no name"},
		"entity twice":   {func(x *Extract) { x.Entities = append(x.Entities, x.Entities[0]) }, "stands twice"},
		"last sort":      {func(x *Extract) { entity(x, "dept").Sort = uint8(DepartmentGeneric) }, ""},
		"sort":           {func(x *Extract) { entity(x, "dept").Sort = uint8(DepartmentGeneric) + 1 }, "no sort 8"},
		"sort of a city": {func(x *Extract) { entity(x, "city").Sort = 1 }, "no sort 1"},
		"last level":     {func(x *Extract) { entity(x, "city").Level = LevelRegion }, ""},
		"no level":       {func(x *Extract) { entity(x, "city").Level = LevelRegion + 1 }, "no level 6"},
		"in":             {func(x *Extract) { entity(x, "dept").In = Key(KindCity, "x") }, "no city"},
		"in a body":      {func(x *Extract) { entity(x, "dept").In = entity(x, "dept").Key }, "no city"},
		"kind":           {func(x *Extract) { x.Facts[0].Kind = KindTask }, "not a kind of fact"},
		"subject":        {func(x *Extract) { fact(x, KindTaskPlace).Subject += "x" }, "no TASK"},
		"subject kind":   {func(x *Extract) { fact(x, KindTaskPlace).Subject = x.Document.Key() }, "no TASK"},
		"object":         {func(x *Extract) { fact(x, KindTaskPlace).Object = "" }, "no CITY"},
		"object kind":    {func(x *Extract) { fact(x, KindTaskPlace).Object = entity(x, "dept").Key }, "no CITY"},
		"reference":      {func(x *Extract) { fact(x, KindReference).Object = x.Document.Key() }, "found by name"},
		"last role":      {func(x *Extract) { fact(x, KindResponsibility).Role = uint8(RoleSupervise) }, ""},
		"role":           {func(x *Extract) { fact(x, KindResponsibility).Role = uint8(RoleSupervise) + 1 }, "no role 6"},
		"role of place":  {func(x *Extract) { fact(x, KindTaskPlace).Role = 1 }, "no role 1"},
		"position 65535": {func(x *Extract) { x.Facts[0].Position = math.MaxUint16 }, ""},
		"position 65536": {func(x *Extract) { x.Facts[0].Position = math.MaxUint16 + 1 }, "position 65536"},
		"position -1":    {func(x *Extract) { x.Facts[0].Position = -1 }, "position -1"},
		"stated twice":   {func(x *Extract) { x.Facts = append(x.Facts, x.Facts[0]) }, "stated twice"},
		"evidence":       {func(x *Extract) { x.Facts[0].Evidence = nil }, "no evidence"},
		"evidence span":  {func(x *Extract) { x.Facts[0].Evidence[0].Span.Start = -1 }, "is not in the text"},
		"empty span":     {func(x *Extract) { x.Facts[0].Evidence[0].Span = Span{3, 3} }, "is not in the text"},
		"start inside":   {func(x *Extract) { x.Facts[0].Evidence[0].Span = Span{1, 3} }, "cuts a character"},
		"end inside":     {func(x *Extract) { x.Facts[0].Evidence[0].Span = Span{0, 4} }, "cuts a character"},
		"whole text":     {func(x *Extract) { x.Facts[0].Evidence[0].Span = Span{0, len(x.Document.Text)} }, ""},
		"mention":        {func(x *Extract) { x.Mentions[0].Entity = "city/x" }, "no entity"},
		"mention span":   {func(x *Extract) { x.Mentions[0].Span = Span{2, 1} }, "is not in the text"},
		"warning span":   {func(x *Extract) { x.Warnings[1].Span = Span{0, 1000} }, "is not in the text"},
	} {
		t.Run(name, func(t *testing.T) {
			x := sample()
			c.change(x)
			if name == "text" { // the key follows the text, and the facts follow the key
				if err := x.Validate(); err == nil || !strings.Contains(err.Error(), c.want) {
					t.Errorf("error %v", err)
				}
				return
			}
			switch err := x.Validate(); {
			case c.want == "" && err != nil:
				t.Errorf("it is refused: %v", err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, want one with %q", err, c.want)
			case err != nil && name != "file name" && !strings.Contains(err.Error(), "1.txt"):
				t.Errorf("error %v does not name the file", err)
			}
		})
	}
}
