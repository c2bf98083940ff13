package loader

// tables reads the tables of the document: their rows as tasks, and which lines they take.
func (d *reader) tables() ([]item, map[int]bool) { return nil, nil }
