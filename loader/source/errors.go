package source

// Error says why a file, or a part of it, was not read. It never stops the reading of other files.
type Error struct {
	Name   string // the file as given: a path, or the base name handed to Decode
	Place  string // where in the file, in words; empty for the file as a whole
	Reason string // for people
	Code   string // for programs, one of the Code constants
	Err    error  // the cause in a library or the system; may be nil

	skipped bool
}

// The codes of errors.
const (
	CodeEmpty       = "EMPTY"       // no text at all, or a folder without a file that is read
	CodeBinary      = "BINARY"      // not a text, and no format that is read
	CodeUndecodable = "UNDECODABLE" // text in no known encoding
	CodeNotChinese  = "NOT_CHINESE" // no or hardly any Chinese characters
	CodeTooLarge    = "TOO_LARGE"   // over a named limit
	CodeTooDeep     = "TOO_DEEP"    // nested over a named limit
	CodeUnsupported = "UNSUPPORTED" // a format that is not read
	CodeBroken      = "BROKEN"      // damaged, or not what its format prescribes
	CodeEncrypted   = "ENCRYPTED"   // needs a password
	CodeNoText      = "NO_TEXT"     // pictures only, e.g. a scanned PDF
	CodeUnreadable  = "UNREADABLE"  // the system does not let it be read
	CodeLoop        = "LOOP"        // a link that leads back into a folder above it
	CodeHidden      = "HIDDEN"      // a hidden file of a folder, passed over
)

// Error is the message with its place: name, place and reason.
func (e *Error) Error() string {
	s := e.Name + ": "
	if e.Place != "" {
		s += e.Place + ": "
	}
	return s + e.Reason
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }
