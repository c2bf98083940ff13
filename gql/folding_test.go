package gql

import (
	"context"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/loader"
	"github.com/policygraph/policygraph/loader/source"
)

// variantsPlan has words that are written in several ways; its number is on a line of its own.
const variantsPlan = `某江省人民政府关于印发《某江省“互联网+旅游”行动计划》的通知
某政发〔2018〕12号

各市人民政府：

一、重点任务
1.推进“尧·舜”文化走廊——生态修复。到二○二○年建成国家森林城市，发展水利、电力。（省财政厅牵头）
2.发展乡村旅游。（省旅游局负责）

某江省人民政府
二○一八年五月三十一日
`

func variantsView(t *testing.T) *graph.View {
	t.Helper()
	docs, err := source.NewDecoder().Decode(context.Background(), "plan.txt", []byte(variantsPlan))
	if err != nil {
		t.Fatal(err)
	}
	v, err := dated(graph.Build([]*graph.Extract{loader.Read(docs[0])}))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestTheSameWordsWrittenAnotherWay asks for one thing in every way of writing, at every entrance that compares words.
func TestTheSameWordsWrittenAnotherWay(t *testing.T) {
	v, e := variantsView(t), theExecutors(t)
	numbers := []string{"某政发〔2018〕12号", "某政发[2018]12号", "某政发（2018）12号", "某政发［2018］12号", "某政發【２０１８】12 號"}
	bodies := []string{"省财政厅", "省財政廳", "省 财政厅"}
	for _, test := range []struct {
		query  string // its answer is one value that is the same for all values of $s and not empty
		values []string
	}{
		{`query($s: String!) { document(docNumber: $s) { title } }`, numbers},
		{`query($s: String!) { documents(filter: {docNumber: {eq: $s}}) { totalCount } }`, numbers},
		{`query($s: String!) { documents(filter: {docNumber: {in: [$s]}}) { totalCount } }`, numbers},
		{`query($s: String!) { documents(filter: {docNumber: {contains: $s}}) { totalCount } }`, append(numbers, "[2018]", "（2018）", "〔2018")},
		{`query($s: String!) { documents(filter: {docNumber: {startsWith: $s}}) { totalCount } }`, append(numbers, "某政发(", "某政發〔")},
		{`query($s: String!) { search(query: $s, filter: {types: [DOCUMENT]}) { totalCount } }`, append(numbers, "[2018]12号")},
		{`query($s: String!) { suggest(prefix: $s, types: [DOCUMENT]) { entity { name } } }`, append(numbers, "某政發[2018]")},
		{`query($s: String!) { documents(filter: {title: {contains: $s}}) { totalCount } }`,
			[]string{"“互联网+旅游”", "\"互联网+旅游\"", "「互聯網＋旅遊」", "互联网+旅游", "《某江省“互联网+", "某江省'互联网"}},
		{`query($s: String!) { department(name: $s) { key } }`, bodies},
		{`query($s: String!) { departments(filter: {name: {eq: $s}}) { totalCount } }`, bodies},
		{`query($s: String!) { departments(filter: {anyName: {eq: $s}}) { totalCount } }`, bodies},
		{`query($s: String!) { departments(filter: {anyName: {contains: $s}}) { totalCount } }`, append(bodies, "財政", "财\u200b政")},
		{`query($s: String!) { tasks(filter: {text: {contains: $s}}) { nodes { title } } }`, []string{"二○二○年", "二〇二〇年", "二零二零年"}},
		{`query($s: String!) { tasks(filter: {text: {contains: $s}}) { nodes { title } } }`,
			[]string{"“尧·舜”文化走廊——生态", "尧・舜文化走廊-生态", "「堯•舜」文化走廊—生态"}},
		{`query($s: String!) { tasks(filter: {text: {contains: $s}}) { nodes { title } } }`, []string{"水利、电力", "水利，电力", "水利, 電力"}},
		{`query($s: String!) { search(query: $s, filter: {types: [TASK]}) { edges { snippets { quote span { start end } } } } }`,
			[]string{"二○二○年", "二〇二〇年", "二零二零年"}},
		{`query($s: String!) { search(query: $s, filter: {types: [TASK]}) { edges { snippets { quote span { start end } } } } }`,
			[]string{"走廊——生态", "走廊-生態", "走廊–生态"}},
	} {
		want := ""
		for _, s := range test.values {
			got := e.ask(t, v, Request{Query: test.query, Variables: map[string]any{"s": s}})
			if found(t, got) == 0 {
				t.Errorf("%s finds nothing for %q: %s", test.query, s, got)
			}
			if want == "" {
				want = got
			}
			if got != want {
				t.Errorf("%s\n%q finds %s\n%q finds %s", test.query, s, got, test.values[0], want)
			}
		}
	}
}

// found counts the values in an answer that are neither null nor 0 nor an empty list.
func found(t *testing.T, answer string) int {
	t.Helper()
	var body any
	if err := json.Unmarshal([]byte(answer), &body); err != nil {
		t.Fatalf("%v: %s", err, answer)
	}
	var count func(v any) int
	count = func(v any) (n int) {
		switch v := v.(type) {
		case map[string]any:
			for _, inner := range v {
				n += count(inner)
			}
		case []any:
			for _, inner := range v {
				n += count(inner)
			}
		case nil:
		default:
			if fmt.Sprint(v) != "0" {
				n++
			}
		}
		return n
	}
	return count(body)
}

// TestSnippetsQuoteTheStoredText looks for words written another way and wants the quote as the text has it.
func TestSnippetsQuoteTheStoredText(t *testing.T) {
	v, e := variantsView(t), theExecutors(t)
	for asked, quote := range map[string]string{
		"二〇二〇": "二○二○", "走廊-生態": "走廊——生态", "堯・舜 ": "尧·舜", "水利,電力": "水利、电力", "尧舜": "",
	} {
		got := e.ask(t, v, Request{Query: `query($s: String!) { search(query: $s, filter: {types: [TASK]}) { edges { snippets { quote } } } }`, Variables: map[string]any{"s": asked}})
		want := `{"data":{"search":{"edges":[{"snippets":[{"quote":"` + quote + `"}]}]}}}`
		if quote == "" {
			want = `{"data":{"search":{"edges":[]}}}`
		}
		if got != want {
			t.Errorf("%q: got %s, want %s", asked, got, want)
		}
	}
}
