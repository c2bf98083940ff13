// Package fault says why a file, or a part of it, is not read.
package fault

import "strconv"

// Error says why a file, or a part of it, was not read. It never stops the reading of other files.
type Error struct {
	Name   string // the file as given: a path, or the base name handed to Decode
	Place  string // where in the file, in words; empty for the file as a whole
	Reason string // for people
	Code   string // for programs, one of the codes of this package
	Err    error  // the cause in a library or the system; may be nil
	Passed bool   // passed over on purpose in a folder; see Skipped
}

// The codes of errors.
const (
	Empty       = "EMPTY"       // no text at all, or a folder without a file that is read
	Binary      = "BINARY"      // not a text, and no format that is read
	Undecodable = "UNDECODABLE" // text in no known encoding
	NotChinese  = "NOT_CHINESE" // no or hardly any Chinese characters
	TooLarge    = "TOO_LARGE"   // over a named limit
	TooDeep     = "TOO_DEEP"    // nested over a named limit
	Unsupported = "UNSUPPORTED" // a format that is not read
	Broken      = "BROKEN"      // damaged, or not what its format prescribes
	Encrypted   = "ENCRYPTED"   // needs a password
	NoText      = "NO_TEXT"     // pictures only, e.g. a scanned PDF
	Unreadable  = "UNREADABLE"  // the system does not let it be read
	Loop        = "LOOP"        // a link that leads back into a folder above it
	Hidden      = "HIDDEN"      // a hidden file of a folder, passed over
)

// Error is the message: name as text, place and reason.
func (e *Error) Error() string {
	s := ""
	if e.Name != "" {
		s = PrintableName(e.Name) + ": "
	}
	if e.Place != "" {
		s += e.Place + ": "
	}
	return s + e.Reason
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// Skipped reports whether a file was passed over on purpose, as hidden or of a format that is not read, in a folder that
// holds others: nothing is wrong with it.
func (e *Error) Skipped() bool { return e.Passed }

// Size is the error for what has more bytes than a limit allows.
func Size(what string, have, limit int) *Error {
	return &Error{Code: TooLarge, Reason: what + " has " + strconv.Itoa(have) + " bytes, more than the limit of " +
		strconv.Itoa(limit) + "; split it"}
}

// TooMany is the error for more of something than a limit allows.
func TooMany(what string, limit int) *Error {
	return &Error{Code: TooLarge, Reason: "more than the limit of " + strconv.Itoa(limit) + " " + what + "; split it"}
}

// Nested is the error for what lies deeper inside itself than a limit allows.
func Nested(what string, limit int) *Error {
	return &Error{Code: TooDeep, Reason: "more than " + strconv.Itoa(limit) + " " + what + " inside each other"}
}

// Protected is the error for a file that needs a password.
func Protected() *Error {
	return &Error{Code: Encrypted, Reason: "is protected by a password; save it without one"}
}
