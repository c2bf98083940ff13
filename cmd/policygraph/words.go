package main

import "strconv"

// count writes a number with its noun: 1 task, 2 tasks, 0 bodies. The plural is that of the noun with s unless it is given.
func count(n int, noun string, plural ...string) string {
	switch {
	case n == 1:
	case len(plural) > 0:
		noun = plural[0]
	default:
		noun += "s"
	}
	return strconv.Itoa(n) + " " + noun
}
