// Command policygraph reads government policy plans into an embedded graph and answers relationship queries over
// GraphQL. This package has flags, wiring and exit codes, one file a subcommand; the work is done elsewhere.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/policygraph/policygraph"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1 // the work could not be done, or only in part; what went wrong is on stderr
	exitUsage  = 2 // the command line is not understood
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p := program{
		in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, terminal: isTerminal(os.Stderr),
	}
	code := p.run(ctx, os.Args[1:])
	stop()
	os.Exit(code)
}

// program is what a run of the command sees of the world, so that tests run the same program in their own process.
type program struct {
	in       io.Reader
	out, err io.Writer
	getenv   func(string) string
	terminal bool              // err is a terminal: progress may be drawn there
	started  func(addr string) // called when the server answers; may be nil
}

// command is one subcommand.
type command struct {
	name, args, summary string
	help                string // what it does and examples, shown by --help
	flags               func(fs *flag.FlagSet, o *options)
	run                 func(ctx context.Context, p *program, o *options, args []string) error
}

// options are the values of all flags; a command reads those that it declares.
type options struct {
	addr, data          string
	corsOrigins         list
	hosts               list
	base                string
	address             string // of the listener, not a flag
	metrics             string
	logFormat, logLevel string
	log                 *slog.Logger // what they make, not a flag
	variables           string
	operation           string
	executor            policygraph.Executor
	verbose             bool
	format              string
	spec                string
	output              string
}

// list is a flag that may be given several times; in the environment its values are separated by commas.
type list []string

func (l *list) String() string { return strings.Join(*l, ",") }

func (l *list) Set(s string) error {
	*l = append(*l, strings.Split(s, ",")...)
	return nil
}

func commands() []command {
	return []command{
		serveCommand(), loadCommand(), queryCommand(), exportCommand(), importCommand(), checkCommand(), scoreCommand(),
		compactCommand(), backupCommand(), schemaCommand(), healthCommand(), licensesCommand(), versionCommand(),
	}
}

// usageError is a command line that is not understood.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

func (p *program) run(ctx context.Context, args []string) int {
	if len(args) == 0 || args[0] == "help" && len(args) == 1 || isHelp(args[0]) {
		p.overview()
		if len(args) == 0 {
			return exitUsage
		}
		return exitOK
	}
	if args[0] == "--version" || args[0] == "-version" {
		args[0] = "version"
	}
	if args[0] == "help" {
		args = []string{args[1], "--help"}
	}
	for _, c := range commands() {
		if c.name == args[0] {
			return p.exit(c.name, p.call(ctx, c, args[1:]))
		}
	}
	return p.exit("", usage("there is no command %q; 'policygraph help' lists them", args[0]))
}

func isHelp(s string) bool { return s == "-h" || s == "-help" || s == "--help" }

func (p *program) exit(name string, err error) int {
	var u usageError
	switch {
	case err == nil || errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.As(err, &u):
		fmt.Fprintf(p.err, "policygraph: %v\n", err)
		if name != "" {
			fmt.Fprintf(p.err, "'policygraph %s --help' shows how it is used\n", name)
		}
		return exitUsage
	default:
		fmt.Fprintf(p.err, "policygraph: %v\n", err)
		return exitFailed
	}
}

// call parses the flags of a command, takes what is not given from the environment, and runs it.
func (p *program) call(ctx context.Context, c command, args []string) error {
	var o options
	fs := flag.NewFlagSet(c.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	if c.flags != nil {
		c.flags(fs, &o)
	}
	args, err := interspersed(fs, args)
	if errors.Is(err, flag.ErrHelp) {
		p.help(c, fs)
		return err
	}
	if err != nil {
		return usageError{err}
	}
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	fs.VisitAll(func(f *flag.Flag) {
		if value := p.getenv(variable(f.Name)); value != "" && !given[f.Name] && err == nil {
			if e := fs.Set(f.Name, value); e != nil {
				err = usage("%s: %v", variable(f.Name), e)
			}
		}
	})
	if err != nil {
		return err
	}
	return c.run(ctx, p, &o, args)
}

// interspersed parses flags before, between and after the arguments, as people type them.
func interspersed(fs *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for {
		if err := fs.Parse(args); err != nil {
			return nil, err
		}
		left := fs.Args()
		if len(left) == 0 {
			return rest, nil
		}
		if n := len(args) - len(left); n > 0 && args[n-1] == "--" {
			return append(rest, left...), nil
		}
		rest, args = append(rest, left[0]), left[1:]
	}
}

// variable is the environment variable that gives a flag its value when the flag is not given.
func variable(flagName string) string {
	return "POLICYGRAPH_" + strings.ToUpper(strings.ReplaceAll(flagName, "-", "_"))
}

func (p *program) overview() {
	fmt.Fprint(p.out, `policygraph reads government policy plans into a graph and answers relationship queries over GraphQL.

Usage:
  policygraph COMMAND [FLAGS] [ARGUMENTS]

Commands:
`)
	for _, c := range commands() {
		fmt.Fprintf(p.out, "  %-9s %s\n", c.name, c.summary)
	}
	fmt.Fprint(p.out, `
Start here:
  policygraph serve                     serve the embedded plan at http://127.0.0.1:8080
  policygraph load plans/ *.pdf         read your own documents
  policygraph help load                 how a command is used, with examples
`)
}

func (p *program) help(c command, fs *flag.FlagSet) {
	fmt.Fprintf(p.out, "%s\n\nUsage:\n  policygraph %s %s\n", capital(c.summary), c.name, c.args)
	any := false
	fs.VisitAll(func(f *flag.Flag) {
		if !any {
			fmt.Fprint(p.out, "\nFlags (or the environment variable):\n")
			any = true
		}
		value, text := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" {
			text += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(p.out, "  --%-22s %s\n  %-24s %s\n", strings.TrimSpace(f.Name+" "+value), text, "", variable(f.Name))
	})
	fmt.Fprintf(p.out, "\n%s\n", strings.TrimSpace(c.help))
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] + "." }
