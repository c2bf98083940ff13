package gql

import (
	"fmt"
	"strings"
)

// String shows what a plan does: the keys of each object with how their values are made and with which arguments, then the
// scans, step by step, that stand beside objects. It is for people; see docs/ARCHITECTURE.md.
func (p *plan) String() string {
	s := &planPrinter{plan: p, seen: map[*objectPlan]bool{}}
	s.object(p.root, 0)
	for n, scan := range p.scans {
		s.line(0, "scan %d: %s", n, scan.open)
		for i := range scan.ops {
			s.line(1, "%2d %s", i, scan.ops[i].String())
		}
	}
	return s.String()
}

type planPrinter struct {
	strings.Builder
	plan *plan
	seen map[*objectPlan]bool
}

func (s *planPrinter) line(depth int, format string, args ...any) {
	s.WriteString(strings.Repeat("  ", depth) + strings.TrimRight(fmt.Sprintf(format, args...), " ") + "\n")
}

func (s *planPrinter) object(o *objectPlan, depth int) {
	if s.seen[o] {
		s.line(depth, "as above")
		return
	}
	s.seen[o] = true
	for i := range o.fields {
		s.field(&o.fields[i], depth)
	}
}

func (s *planPrinter) field(f *fieldPlan, depth int) {
	key := strings.TrimPrefix(f.key, ",")
	if f.op == opConstant {
		s.line(depth, "%s", key)
		return
	}
	s.line(depth, "%s %s by %s%s%s", key, f.source.name, f.op, s.arguments(f), f.object.scanName())
	if f.object != nil {
		s.object(f.object, depth+1)
	}
	for kind, o := range f.byKind {
		if o != nil {
			s.line(depth+1, "on %s%s", typeNames[kind], o.scanName())
			s.object(o, depth+2)
		}
	}
}

// scanName is the scan of an object, for people; empty without one.
func (o *objectPlan) scanName() string {
	if o == nil || o.scan < 0 {
		return ""
	}
	return fmt.Sprintf(", scan %d", o.scan)
}

// arguments shows the values that are known and the variables that are not.
func (s *planPrinter) arguments(f *fieldPlan) string {
	if f.slot < 0 {
		return ""
	}
	var all []string
	call := &s.plan.calls[f.slot]
	for _, a := range call.args {
		all = append(all, fmt.Sprintf("%s: %v", a.Name, a.Value))
	}
	for _, o := range call.open {
		value := "from variables"
		if o.variable != "" {
			value = "$" + o.variable
		}
		all = append(all, o.definition.Name+": "+value)
	}
	return "(" + strings.Join(all, ", ") + ")"
}

// String names the accessor that is called.
func (o operator) String() string {
	return [...]string{
		opConstant: "constant", opText: "text", opRaw: "raw", opTexts: "texts", opEnums: "enums", opInt: "int",
		opNullableInt: "nullable int", opFloat: "float", opBool: "bool", opNullableBool: "nullable bool", opEnum: "enum",
		opRow: "row", opThing: "id", opRows: "rows", opNullableRows: "nullable rows", opEntries: "entries", opConnection: "page",
	}[o]
}

// String names what a step of a scan does.
func (c scanCode) String() string {
	return [...]string{
		scanString: "string", scanCleanString: "clean string", scanNullString: "null string", scanEnum: "enum",
		scanSmall: "small", scanID: "id", scanText: "text", scanLink: "link", scanList: "list", scanNext: "next", scanField: "field",
	}[c]
}

// String shows a step: the register it reads, what it does and where it goes on, and the text before it.
func (op *scanOp) String() string {
	text := fmt.Sprintf("r%d %s", op.from, op.code)
	if op.field != nil && op.field.source != nil {
		text += " " + op.field.source.name
	}
	switch op.code {
	case scanLink, scanList:
		text += fmt.Sprintf(" to r%d, else step %d", op.to, op.jump)
	case scanNext:
		text += fmt.Sprintf(" to step %d", op.jump)
	}
	if op.literal != "" {
		text += " after " + op.literal
	}
	return text
}
