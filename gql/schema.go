package gql

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"slices"

	"github.com/vektah/gqlparser/v2/ast"
)

//go:embed schema.graphql
var sdl string

// SDL is the schema of the API as it is served: the one place that states its types.
func SDL() string { return sdl }

// SDLSHA256 is the SHA-256 of SDL in hex.
func SDLSHA256() string {
	sum := sha256.Sum256([]byte(sdl))
	return hex.EncodeToString(sum[:])
}

// orderedTypes lists the types of a schema as the SDL has them, then the built-in ones.
func orderedTypes(schema *ast.Schema) []*ast.Definition {
	types := make([]*ast.Definition, 0, len(schema.Types))
	for _, def := range schema.Types {
		types = append(types, def)
	}
	slices.SortFunc(types, func(a, b *ast.Definition) int {
		return cmp.Or(boolOrder(a.BuiltIn, b.BuiltIn), cmp.Compare(a.Position.Start, b.Position.Start))
	})
	return types
}

// orderedDirectives lists the directives of a schema in the order of their declaration.
func orderedDirectives(schema *ast.Schema) []*ast.DirectiveDefinition {
	directives := make([]*ast.DirectiveDefinition, 0, len(schema.Directives))
	for _, def := range schema.Directives {
		directives = append(directives, def)
	}
	slices.SortFunc(directives, func(a, b *ast.DirectiveDefinition) int {
		return cmp.Or(boolOrder(a.Position.Src.BuiltIn, b.Position.Src.BuiltIn), cmp.Compare(a.Position.Start, b.Position.Start))
	})
	return directives
}

// boolOrder puts false before true.
func boolOrder(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// possible lists the object types that a value of this type can have.
func possible(schema *ast.Schema, def *ast.Definition) []*ast.Definition {
	if !def.IsAbstractType() {
		return []*ast.Definition{def}
	}
	types := slices.DeleteFunc(slices.Clone(schema.PossibleTypes[def.Name]), func(d *ast.Definition) bool {
		return d.Kind != ast.Object
	})
	slices.SortFunc(types, func(a, b *ast.Definition) int { return cmp.Compare(a.Position.Start, b.Position.Start) })
	return types
}
