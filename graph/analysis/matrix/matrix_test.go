package matrix

import (
	"context"
	"slices"
	"testing"

	"github.com/policygraph/policygraph/graph"
	"github.com/policygraph/policygraph/graph/analysis"
	"github.com/policygraph/policygraph/internal/synth"
)

// links are those of all bodies that networks have: general names are left out.
func links(v *graph.View) (all []int32) {
	f := v.Facts(graph.KindResponsibility)
	for i := range int32(f.Len()) {
		if v.Departments.Kind[f.Object[i]] != graph.DepartmentGeneric {
			all = append(all, i)
		}
	}
	return all
}

// TestGroupsAreTheCommunities compares the runs of rows with the communities of the network of the same bodies and tasks, and
// the order within them with the mean place of their tasks, counted cell by cell.
func TestGroupsAreTheCommunities(t *testing.T) {
	v := synth.View(60, 5)
	m, err := New(context.Background(), v, links(v), ByCommunity, ByText, 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	n, err := analysis.Build(context.Background(), v, analysis.Spec{})
	if err != nil {
		t.Fatal(err)
	}
	sum, size := make([]float64, len(m.Rows)), make([]float64, len(m.Rows))
	for _, c := range m.Cells {
		sum[c.Row] += float64(c.Column)
		size[c.Row]++
	}
	// Communities depend on the order in which actors are numbered, so a division is held against its own quality.
	row := map[int32]int32{}
	for i, department := range m.Rows {
		row[department] = int32(i)
	}
	group, at := make([]int32, len(m.Rows)), int32(0)
	for g, count := range m.Groups {
		for i := at; i < at+count; i++ {
			group[i] = int32(g)
			if i > at && sum[i]/size[i] < sum[i-1]/size[i-1] {
				t.Errorf("row %d has its tasks before those of row %d", i, i-1)
			}
		}
		if g > 0 && count > m.Groups[g-1] {
			t.Errorf("group %d has %d rows, the one before %d", g, count, m.Groups[g-1])
		}
		at += count
	}
	if int(at) != len(m.Rows) || len(m.Rows) != len(n.Actors) || len(m.Groups) < 2 {
		t.Fatalf("%d groups with %d of %d rows; %d actors", len(m.Groups), at, len(m.Rows), len(n.Actors))
	}
	inside, total, degree := 0.0, 0.0, make([]float64, len(m.Groups))
	for tie := range n.Weight {
		a, b := group[row[n.Actors[n.Source[tie]].Index]], group[row[n.Actors[n.Target[tie]].Index]]
		total += n.Weight[tie]
		degree[a] += n.Weight[tie]
		degree[b] += n.Weight[tie]
		if a == b {
			inside += n.Weight[tie]
		}
	}
	modularity := inside / total
	for _, d := range degree {
		modularity -= d * d / (4 * total * total)
	}
	found, err := n.Communities(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	if modularity < 0.9*found.Modularity {
		t.Errorf("the division of the rows has modularity %.3f, that of the network %.3f", modularity, found.Modularity)
	}
}

func TestMatrixOfNothingAndOfNoTime(t *testing.T) {
	v := synth.View(60, 5)
	if m, err := New(context.Background(), v, nil, ByCommunity, ByCommunity, 9); err != nil || len(m.Rows) != 0 || len(m.Cells) != 0 {
		t.Errorf("of no links: %+v, %v", m, err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := New(ctx, v, links(v), ByCommunity, ByText, 100); err == nil {
		t.Error("a matrix is made after its context has ended")
	}
}

// TestTheSameLinksGiveTheSameMatrix in every order.
func TestTheSameLinksGiveTheSameMatrix(t *testing.T) {
	a, b := synth.View(60, 5), synth.View(60, 5)
	for _, order := range []Order{ByCommunity, ByText, BySize, ByName} {
		x, err := New(context.Background(), a, links(a), order, order, 200)
		if err != nil {
			t.Fatal(err)
		}
		y, err := New(context.Background(), b, links(b), order, order, 200)
		if err != nil || !slices.Equal(x.Rows, y.Rows) || !slices.Equal(x.Columns, y.Columns) || !slices.Equal(x.Cells, y.Cells) || len(x.Cells) == 0 || len(x.Cells) > 200 {
			t.Errorf("order %d: %d and %d cells, %v", order, len(x.Cells), len(y.Cells), err)
		}
	}
}

// BenchmarkNew makes the matrix of all links of 100,000 tasks, cut to what a page shows.
func BenchmarkNew(b *testing.B) {
	v := synth.View(100_000, 1)
	all := links(v)
	for b.Loop() {
		if m, err := New(context.Background(), v, all, ByCommunity, ByText, 2000); err != nil || len(m.Cells) == 0 {
			b.Fatal(err)
		}
	}
}
