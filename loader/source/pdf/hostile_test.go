package pdf

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/policygraph/policygraph/internal/pdftest"
)

// packed is a stream of the same content many times, packed.
func packed(t *testing.T, content string, times int, entries string) string {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	const block = 1000
	for range times / block {
		_, err := w.Write(bytes.Repeat([]byte(content), block))
		must(t, err)
	}
	must(t, w.Close())
	return pdftest.Stream("/Filter/FlateDecode"+entries, b.String())
}

// hostile are files that ask for more than they may have, by name.
func hostile(t *testing.T) map[string][]byte {
	form := "/Type/XObject/Subtype/Form/BBox[0 0 400 600]/Resources<</Font<</F 3 0 R>>/XObject<<"
	names, doubling := "", []string{}
	for i := range 30 {
		names += fmt.Sprintf("/X%d %d 0 R", i, 8+i)
		doubling = append(doubling, fmt.Sprintf("/X%d Do /X%d Do", i+1, i+1))
	}
	doubling = append(doubling, "BT /F 10 Tf <4E00> Tj ET")
	var forms []string
	for _, content := range doubling {
		forms = append(forms, pdftest.Stream(form+names+"/X30 38 0 R>>>>", content))
	}
	drawn := func(content string, times int) []byte {
		return pdftest.With(pdftest.Options{Objects: []string{packed(t, content, times, form+">>>>")}, XObject: "/A 8 0 R"}, page{Content: "/A Do"})
	}
	return map[string][]byte{
		"forms that double": pdftest.With(pdftest.Options{Objects: forms, XObject: names}, page{Content: "/X0 Do"}),
		"a form in itself":  pdftest.With(pdftest.Options{Objects: []string{pdftest.Stream(form+"/A 8 0 R>>>>", strings.Repeat("/A Do ", 50))}, XObject: "/A 8 0 R"}, page{Content: "/A Do"}),
		"a packed desert":   drawn(" ", 300_000_000),
		"many paths":        drawn("0 0 m 10 10 l S ", 1_000_000),
		"one long path":     drawn("10 10 l ", 3_000_000),
		"many characters":   drawn("BT /F 10 Tf <"+strings.Repeat("4E00", 200)+"> Tj ET ", 50_000),
		"saved states":      drawn("q ", 5_000_000),
	}
}

// hostileChild is set in the process that reads the hostile file at this path.
const hostileChild = "POLICYGRAPH_HOSTILE_PDF"

// Hostile files end with the limit they meet, in a process that takes little memory.
func TestHostile(t *testing.T) {
	if path := os.Getenv(hostileChild); path != "" {
		data, err := os.ReadFile(path)
		must(t, err)
		e := &Engine{Limits: testLimits(), Cache: CacheFolder()}
		e.Limits.Time, e.Limits.PageTime, e.Limits.PageText = 2*time.Second, 0, 100_000
		if _, err := e.Read(t.Context(), data); !errors.Is(err, ErrLimit) && !errors.Is(err, ErrNoText) { // one of drawings only ends in time on a fast machine
			t.Error(err)
		}
		const most = 300 << 10
		if used := residentKilobytes(t); used > most && !raceDetector {
			t.Errorf("%d kB of memory", used)
		}
		return
	}
	readWith(t, CacheFolder()) // what is measured is not the compiler
	for name, data := range hostile(t) {
		if testing.Short() && name != "forms that double" && name != "a packed desert" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			child := exec.Command(os.Args[0], "-test.run=^TestHostile$")
			path := filepath.Join(t.TempDir(), "a.pdf")
			must(t, os.WriteFile(path, data, 0o600))
			child.Env = append(os.Environ(), hostileChild+"="+path)
			if out, err := child.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

// residentKilobytes is the most memory that this process had; 0 where the system does not say.
func residentKilobytes(t *testing.T) (most int) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Log("the memory of the process is not known here")
		return 0
	}
	_, line, _ := strings.Cut(string(status), "VmHWM:")
	_, err = fmt.Sscan(line, &most)
	must(t, err)
	return most
}

// The memory of the engine ends at its limit, and a file that met it leaves nothing for the next.
func TestMemory(t *testing.T) {
	e := newTestEngine(t)
	good := pdftest.File(page{Texts: column(300, "任务")})
	e.Limits.Memory = 32 << 20
	if _, err := e.Read(t.Context(), good); err != nil {
		t.Errorf("a small file: %v", err)
	}
	_, err := e.Read(t.Context(), hostile(t)["a packed desert"])
	if !errors.Is(err, ErrLimit) || !strings.Contains(err.Error(), "memory") {
		t.Errorf("a large one: %v", err)
	}
	if len(e.memory.reserved) > 0 {
		t.Error("its memory is not given back")
	}
	if _, err := e.Read(t.Context(), good); err != nil {
		t.Errorf("afterwards: %v", err)
	}
}
