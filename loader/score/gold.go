package score

import (
	"encoding/json"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"unicode/utf8"

	"github.com/policygraph/policygraph/graph"
)

// gold is what a careful reader takes out of one document. loader/testdata/corpus/README.md describes the format.
type gold struct {
	Document string     `json:"document"`
	Tasks    []goldTask `json:"tasks"`
}

type goldTask struct {
	Number      string      `json:"number"`
	Title       string      `json:"title"`
	Start       int         `json:"start"` // code points in the file
	End         int         `json:"end"`
	Responsible []goldActor `json:"responsible"`
	Cities      []named     `json:"cities"`
	Projects    []named     `json:"projects"`
	Themes      []named     `json:"themes"`

	// What follows is neither a hit nor an error.
	CitiesEmbedded     []named `json:"citiesEmbedded"`
	CitiesAbbrev       []named `json:"citiesAbbrev"`
	ProjectsBorderline []named `json:"projectsBorderline"`
	ThemesBorderline   []named `json:"themesBorderline"`
	InfraMentions      []named `json:"infraMentions"`
	Brands             []named `json:"brands"`
}

type goldActor struct {
	Name    string `json:"name"`
	Printed string `json:"printed"`
	Role    string `json:"role"`
}

// named is a name and, when it differs, what stands there. In the file it is a string or an object.
type named struct{ Name, Printed string }

// UnmarshalJSON reads a string or an object with name and printed.
func (n *named) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		return json.Unmarshal(b, &n.Name)
	}
	var o struct{ Name, Printed string }
	err := json.Unmarshal(b, &o)
	*n = named(o)
	return err
}

// readGold reads a gold file and finds the document that it is of: in the same folder, in ../docs or in .. of it, under
// the name given or, when that has a folder, its base name.
func readGold(file string) (g *gold, document string, err error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, "", err
	}
	g = &gold{}
	if err := json.Unmarshal(b, g); err != nil {
		return nil, "", fmt.Errorf("%s: %w", file, err)
	}
	if g.Document == "" {
		return nil, "", fmt.Errorf("%s: no document is named", file)
	}
	dir := filepath.Dir(file)
	for _, folder := range []string{".", "../docs", ".."} {
		for _, name := range []string{g.Document, path.Base(g.Document)} {
			candidate := filepath.Join(dir, folder, filepath.FromSlash(name))
			if info, err := os.Stat(candidate); err == nil && info.Mode().IsRegular() {
				return g, candidate, nil
			}
		}
	}
	return nil, "", fmt.Errorf("%s: its document %s is not beside it, in ../docs or one folder up", file, g.Document)
}

// spans turns the tasks' offsets into bytes of text.
func (g *gold) spans(text string) ([]graph.Span, error) {
	at := make([]int, 0, utf8.RuneCountInString(text)+1)
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	out := make([]graph.Span, len(g.Tasks))
	for i := range g.Tasks {
		t := &g.Tasks[i]
		if t.Start < 0 || t.End <= t.Start || t.End >= len(at) {
			return nil, fmt.Errorf("task %s: %d–%d is not in the text of %d code points", t.Number, t.Start, t.End, len(at)-1)
		}
		out[i] = graph.Span{Start: at[t.Start], End: at[t.End]}
	}
	return out, nil
}
