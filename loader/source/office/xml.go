package office

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"

	"github.com/policygraph/policygraph/loader/source/fault"
)

// element is an element of an XML file. Names come without their name space, which in Word files tells nothing more.
type element struct {
	name     string
	attrs    map[string]string
	text     string
	children []*element
}

// parseXML reads an XML file. The text of an element is kept as a whole, or, if mixed, as elements #text between the others. Declarations of types and entities, which no Word file has, are refused.
func parseXML(in io.Reader, depth int, mixed bool) (*element, *fault.Error) {
	decoder := xml.NewDecoder(in)
	root := &element{}
	open := []*element{root}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, brokenPart("", decoder.InputOffset(), err)
		}
		top := open[len(open)-1]
		switch t := token.(type) {
		case xml.Directive:
			return nil, &fault.Error{Code: fault.Broken, Reason: "the XML declares types or entities"}
		case xml.StartElement:
			if len(open) > depth {
				return nil, fault.Nested("elements", depth)
			}
			e := &element{name: t.Name.Local}
			for _, a := range t.Attr {
				if e.attrs == nil {
					e.attrs = map[string]string{}
				}
				e.attrs[a.Name.Local] = a.Value
			}
			top.children = append(top.children, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			if mixed {
				top.children = append(top.children, &element{name: "#text", text: string(t)})
			} else {
				top.text += string(t)
			}
		}
	}
}

// at is the first element along a path of names; an element without attributes and children when there is none.
func (e *element) at(path ...string) *element {
	for _, name := range path {
		next := &element{}
		for _, c := range e.children {
			if c.name == name {
				next = c
				break
			}
		}
		e = next
	}
	return e
}

// has reports whether a switch such as w:vanish is on.
func (e *element) has(name string) bool {
	for _, c := range e.children {
		if c.name == name {
			return c.attrs["val"] != "0" && c.attrs["val"] != "false"
		}
	}
	return false
}

func (e *element) number(otherwise int) int {
	if n, err := strconv.Atoi(e.attrs["val"]); err == nil {
		return n
	}
	return otherwise
}
