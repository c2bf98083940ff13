package pdf

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Limits bounds what one file may cost.
type Limits struct {
	Pages    int           // pages of a file
	Memory   int           // bytes of the engine
	Text     int           // characters of a file
	PageText int           // characters of a page
	Time     time.Duration // for a file
	PageTime time.Duration // on top of Time, for each page that was read
}

// Engine is PDFium as WebAssembly. It is started by the first file and reads one file at a time; every file gets a fresh
// instance, so that nothing of a broken one stays. It sees no files and no network.
type Engine struct {
	Limits Limits
	Cache  string // folder for the compiled engine, which saves some seconds of every later start; empty for none

	mu      sync.Mutex
	pool    pdfium.Pool
	code    wazero.CompilationCache
	current fileContext
	memory  allocator
}

// CacheFolder is where the compiled engine is kept between runs: policygraph in the user's folder for such data
// (XDG_CACHE_HOME or .cache on Linux). It is empty when the user has none.
func CacheFolder() string {
	folder, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(folder, "policygraph")
}

// Start compiles the engine or takes it from the cache, unless that is done. Files start it by themselves.
func (e *Engine) Start() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.start()
}

func (e *Engine) start() error {
	if e.pool != nil {
		return nil
	}
	if usable(e.Cache) && e.openCached() == nil {
		return nil
	}
	return e.open(wazero.NewCompilationCache())
}

// openCached opens with the cache folder. What is damaged in it is made again.
func (e *Engine) openCached() error {
	kept := len(entries(e.Cache)) > 0
	code, err := wazero.NewCompilationCacheWithDir(e.Cache)
	if err != nil {
		return err
	}
	err = e.open(code)
	if err == nil || !kept { // it cannot be written, e.g. because the disk is full
		return err
	}
	for _, path := range entries(e.Cache) {
		if err := os.Remove(path); err != nil {
			return err
		}
	}
	return e.openCached()
}

// open makes the pool of instances with a cache for the compiled code, which it closes if that fails.
func (e *Engine) open(code wazero.CompilationCache) error {
	e.memory.limit = uint64(e.Limits.Memory)
	parent := experimental.WithMemoryAllocator(&e.current, &e.memory)
	config := wazero.NewRuntimeConfig().WithCloseOnContextDone(true).WithMemoryLimitPages(maxWasmPages).
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).WithCompilationCache(code)
	pool, err := webassembly.Init(webassembly.Config{
		Context: experimental.WithCompilationWorkers(parent, runtime.GOMAXPROCS(0)), MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: config,
	})
	if err != nil {
		_ = code.Close(context.Background()) // err is the first cause
		return err
	}
	e.pool, e.code = pool, code
	return nil
}

// Close frees the engine. It must not be used afterwards.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.pool == nil {
		return nil
	}
	err := e.pool.Close()
	if closing := e.code.Close(context.Background()); err == nil {
		err = closing
	}
	e.pool, e.code = nil, nil
	return err
}

// usable reports whether a cache folder can serve: it holds something or can be written, and nobody else may write into
// it, because what it holds is run. A folder that is not there is made.
func usable(folder string) bool {
	if folder == "" || os.MkdirAll(folder, 0o700) != nil {
		return false
	}
	const writtenByOthers = 0o022
	info, err := os.Stat(folder)
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm()&writtenByOthers != 0 {
		return false
	}
	if len(entries(folder)) > 0 {
		return true
	}
	probe, err := os.CreateTemp(folder, "probe")
	if err != nil {
		return false
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name())) == nil
}

// entries lists what a cache folder holds: one file for each version of the engine and of the compiler.
func entries(folder string) []string {
	paths, err := filepath.Glob(filepath.Join(folder, "wazero-*", "*"))
	if err != nil { // the folder has [ in its name
		return nil
	}
	return paths
}

// fileContext is the parent of the contexts of all instances: it passes on the end of the context of the file that is
// being read, so that an instance stops in the middle of whatever it does.
type fileContext struct {
	file atomic.Pointer[context.Context]
}

func (c *fileContext) set(ctx context.Context) { c.file.Store(&ctx) }

func (c *fileContext) context() context.Context {
	if ctx := c.file.Load(); ctx != nil {
		return *ctx
	}
	return context.Background()
}

func (c *fileContext) Deadline() (time.Time, bool) { return c.context().Deadline() }
func (c *fileContext) Done() <-chan struct{}       { return c.context().Done() }
func (c *fileContext) Err() error                  { return c.context().Err() }
func (c *fileContext) Value(key any) any           { return c.context().Value(key) }
