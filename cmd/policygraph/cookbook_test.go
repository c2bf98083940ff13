package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/policygraph/policygraph"
)

var update = flag.Bool("update", false, "write the answers in the documentation")

// recipe is a query in a page of documentation, its variables, and the answer printed after it, if any.
var recipe = regexp.MustCompile("(?s)```graphql\n(.*?)```\n(?:\n```json variables\n(.*?)```\n)?(?:\n```json\n(.*?)```\n)?")

// TestCurlTakesBracesAsTheyAre: without -g curl takes the braces of a specification for a list of addresses and sends nothing.
func TestCurlTakesBracesAsTheyAre(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, page := range append(pages, "../../README.md", "../../README.zh-CN.md", "../../examples/README.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, command := range regexp.MustCompile(`(?m)^.*curl .*https?://[^ ]*[{\[].*$`).FindAllString(string(text), -1) {
			if found++; !strings.Contains(command, "curl -g ") {
				t.Errorf("%s: %s", page, command)
			}
		}
	}
	if found == 0 {
		t.Error("no command was found")
	}
}

// TestCookbook runs every query of the documentation against the seeds and compares the answer printed there.
func TestCookbook(t *testing.T) {
	onSeeds(t, func(g *policygraph.Graph) {
		for page, least := range map[string]int{"docs/COOKBOOK.md": 10, "README.md": 1, "README.zh-CN.md": 1} {
			t.Run(page, func(t *testing.T) { runPage(t, g, filepath.Join("../..", page), least) })
		}
	})
}

func runPage(t *testing.T, g *policygraph.Graph, name string, least int) {
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	written := recipe.ReplaceAllStringFunc(string(text), func(found string) string {
		n++
		m := recipe.FindStringSubmatch(found)
		query := policygraph.Query{Text: m[1]}
		if m[2] != "" {
			query.Variables = json.RawMessage(m[2])
		}
		body, err := g.Query(context.Background(), query)
		if err != nil {
			t.Errorf("recipe %d: %v\n%s%s", n, err, m[1], body)
			return found
		}
		answer := pretty(t, body)
		if m[3] != answer && !*update {
			t.Errorf("recipe %d:\n%sis answered\n%sprinted there:\n%s", n, m[1], answer, m[3])
		}
		out := "```graphql\n" + m[1] + "```\n"
		if m[2] != "" {
			out += "\n```json variables\n" + m[2] + "```\n"
		}
		return out + "\n```json\n" + answer + "```\n"
	})
	if n < least {
		t.Errorf("%d recipes, at least %d wanted", n, least)
	}
	if *update {
		if err := os.WriteFile(name, []byte(written), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// answerWidth is how long a line of a printed answer may be, in code points.
const answerWidth = 110

// pretty prints an answer with two spaces of indentation, and what fits on one line on one line.
func pretty(t *testing.T, body []byte) string {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	text, err := layout(d, "")
	if err != nil {
		t.Fatalf("the answer is not JSON: %v\n%s", err, body)
	}
	return text + "\n"
}

func layout(d *json.Decoder, indent string) (string, error) {
	token, err := d.Token()
	if err != nil {
		return "", err
	}
	open, nested := token.(json.Delim)
	if !nested {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		err := e.Encode(token)
		return strings.TrimSpace(b.String()), err
	}
	var members []string
	for d.More() {
		member := ""
		if open == '{' {
			key, err := layout(d, "")
			if err != nil {
				return "", err
			}
			member = key + ": "
		}
		value, err := layout(d, indent+"  ")
		if err != nil {
			return "", err
		}
		members = append(members, member+value)
	}
	end, err := d.Token()
	one := strings.Join(members, ", ")
	switch {
	case err != nil:
		return "", err
	case len(members) == 0:
		return open.String() + end.(json.Delim).String(), nil
	case !strings.Contains(one, "\n") && len(indent)+len([]rune(one)) < answerWidth && open == '{':
		return "{ " + one + " }", nil
	case !strings.Contains(one, "\n") && len(indent)+len([]rune(one)) < answerWidth:
		return "[" + one + "]", nil
	}
	inner := "\n" + indent + "  "
	return open.String() + inner + strings.Join(members, ","+inner) + "\n" + indent + end.(json.Delim).String(), nil
}
