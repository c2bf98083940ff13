package fault

import "testing"

func TestPrintableName(t *testing.T) {
	for in, want := range map[string]string{
		"plans/山西省方案.txt":                                 "plans/山西省方案.txt",
		"方案/\xc9\xbd\xce\xf7\xca\xa1\xb7\xbd\xb0\xb8.txt": "方案/山西省方案.txt",
		"\xbf\xa8/\xb7\xbd\xb0\xb8.txt":                   "卡/方案.txt",
		"+\xa2+\xb8-\xed\xc0\xa2\xa6\xa9.txt":             `+\xA2+\xB8-\xED\xC0\xA2\xA6\xA9.txt`, // as Debian's unzip leaves such a name
		"方案\xff.txt":                                      `方案\xFF.txt`,
		"\xb7\xbd\xb0\xb8\x81\x39.txt":                    `\xB7\xBD\xB0\xB8\x819.txt`,
		"a\uFFFDb\xff":                                    "a\uFFFDb\\xFF",
		"plain/\xc9\xbd\xce\xf7/山西/\xca\xff.txt":          `plain/山西/山西/\xCA\xFF.txt`,
	} {
		if got := PrintableName(in); got != want {
			t.Errorf("%q is printed as %q, want %q", in, got, want)
		}
	}
}
