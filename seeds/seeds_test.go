package seeds

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestDigest(t *testing.T) {
	for _, s := range All() {
		sum := sha256.Sum256(s.Bytes)
		if got := hex.EncodeToString(sum[:]); got != s.SHA256 {
			t.Errorf("%s: SHA-256 %s, recorded %s", s.Name, got, s.SHA256)
		}
	}
}

func TestRecord(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range All() {
		names = append(names, s.Name)
		for _, day := range []string{s.IssuedOn, s.PublishedOn} {
			if _, err := time.Parse(time.DateOnly, day); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
		for _, want := range []string{s.Name, s.Origin, s.IssuedOn, s.PublishedOn, s.SHA256} {
			if want == "" || !strings.Contains(string(readme), want) {
				t.Errorf("%s: README.md does not record %q", s.Name, want)
			}
		}
	}
	if !slices.IsSorted(names) {
		t.Errorf("not by name: %v", names)
	}
}

// TestCopy checks that a caller who changes the bytes does not change the seed.
func TestCopy(t *testing.T) {
	All()[0].Bytes[0] ^= 0xFF
	TestDigest(t)
}

func TestGold(t *testing.T) {
	for _, s := range All() {
		b, err := os.ReadFile("gold/seed.json")
		if err != nil {
			t.Fatal(err)
		}
		var gold struct{ Document, Date, Published string }
		if err := json.Unmarshal(b, &gold); err != nil {
			t.Fatal(err)
		}
		if gold.Document != s.Name || gold.Date != s.IssuedOn || gold.Published != s.PublishedOn {
			t.Errorf("gold is of %+v, the seed is %s of %s", gold, s.Name, s.IssuedOn)
		}
	}
}
