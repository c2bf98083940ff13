package loader

func (d *reader) proseMarks() {}
func (d *reader) content()    {}
