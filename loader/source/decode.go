package source

// Decoder decodes files. It may be used from several goroutines at once. The PDF engine is started at the first PDF
// file and kept until Close.
type Decoder struct{}

// NewDecoder makes a Decoder.
func NewDecoder() *Decoder { return &Decoder{} }

// Close frees the PDF engine, if it was started. The Decoder must not be used afterwards.
func (d *Decoder) Close() error { return nil }

// Decode reads the bytes of one file; name is its base name or path. What the bytes are decides, not the extension. A JSONL file may
// hold several documents, every other file holds one. The error is an [*Error].
func (d *Decoder) Decode(name string, data []byte) ([]*Document, error) {
	return nil, &Error{Name: name, Code: CodeUnsupported, Reason: "not yet"}
}

// Decode reads one file with a Decoder of its own. To read many files, keep a [Decoder].
func Decode(name string, data []byte) ([]*Document, error) {
	d := NewDecoder()
	defer d.Close()
	return d.Decode(name, data)
}
