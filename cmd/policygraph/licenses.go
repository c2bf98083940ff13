package main

import (
	"context"
	"io"

	"github.com/policygraph/policygraph/internal/notices"
)

func licensesCommand() command {
	return command{
		name: "licenses", summary: "print the licences of everything in the program",
		help: `Lists what is built into the program (Go modules, PDFium, tables, documents) and prints their licences.

  policygraph licenses | less`,
		run: func(_ context.Context, p *program, _ *options, args []string) error {
			if len(args) > 0 {
				return usage("licenses takes no arguments")
			}
			parts, err := notices.Parts()
			if err != nil {
				return err
			}
			_, err = io.WriteString(p.out, notices.Texts(parts))
			return err
		},
	}
}
