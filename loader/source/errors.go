package source

import "github.com/policygraph/policygraph/loader/source/fault"

// Error says why a file, or a part of it, was not read. It never stops the reading of other files.
type Error = fault.Error

// The codes of errors; see package fault.
const (
	CodeEmpty       = fault.Empty
	CodeBinary      = fault.Binary
	CodeUndecodable = fault.Undecodable
	CodeNotChinese  = fault.NotChinese
	CodeTooLarge    = fault.TooLarge
	CodeTooDeep     = fault.TooDeep
	CodeUnsupported = fault.Unsupported
	CodeBroken      = fault.Broken
	CodeEncrypted   = fault.Encrypted
	CodeNoText      = fault.NoText
	CodeUnreadable  = fault.Unreadable
	CodeLoop        = fault.Loop
	CodeHidden      = fault.Hidden
)

func tooLarge(what string, have, limit int) *Error { return fault.Size(what, have, limit) }

func tooMany(what string, limit int) *Error { return fault.TooMany(what, limit) }

// PrintableName is the name or path of a file as text; see [fault.PrintableName].
func PrintableName(path string) string { return fault.PrintableName(path) }
