package graph

// Adjacency is a compressed sparse row (CSR) index: for each node of one table, the indexes of its neighbours in
// another, in ascending order unless its maker says otherwise. It takes 4 bytes a neighbour and 4 a node.
type Adjacency struct {
	offsets []uint32
	targets []int32
}

// Of lists the neighbours of node i; the caller must not change it.
func (a *Adjacency) Of(i int32) []int32 {
	if int(i)+1 >= len(a.offsets) {
		return nil
	}
	return a.targets[a.offsets[i]:a.offsets[i+1]]
}

// Degree is the number of neighbours of node i.
func (a *Adjacency) Degree(i int32) int {
	if int(i)+1 >= len(a.offsets) {
		return 0
	}
	return int(a.offsets[i+1] - a.offsets[i])
}

// invert makes, for each of n nodes, the list of positions at which it stands in column; negative values are skipped.
func invert(n int, column []int32) Adjacency {
	a := Adjacency{offsets: make([]uint32, n+1)}
	for _, node := range column {
		if node >= 0 {
			a.offsets[node+1]++
		}
	}
	for i := range n {
		a.offsets[i+1] += a.offsets[i]
	}
	a.targets = make([]int32, a.offsets[n])
	next := make([]uint32, n)
	for i, node := range column {
		if node >= 0 {
			a.targets[a.offsets[node]+next[node]] = int32(i)
			next[node]++
		}
	}
	return a
}

// ranges makes the offsets of a column that is sorted by node: node i's entries are at offsets[i] to offsets[i+1].
func ranges(n int, sorted []int32) []uint32 {
	offsets := make([]uint32, n+1)
	for _, node := range sorted {
		offsets[node+1]++
	}
	for i := range n {
		offsets[i+1] += offsets[i]
	}
	return offsets
}
