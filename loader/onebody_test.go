package loader

import (
	"strings"
	"testing"

	"github.com/policygraph/policygraph/loader/gazetteer"
)

// TestOneBodyOneID: names of one body have one key, names of neighbours have different ones. Names of a line with = are of
// one body, the lines are of different ones.
func TestOneBodyOneID(t *testing.T) {
	hengyang, _ := gazetteer.ByCode("430400")
	r := newResolver("x")
	r.issuer, r.known = hengyang, true
	lines := strings.Fields(`
市政府=市人民政府=衡阳市人民政府=衡阳市政府
市政府办公室=市人民政府办公室=市政府办=衡阳市人民政府办公室=市政府办公厅
省政府办公厅=省人民政府办公厅=省政府办=湖南省人民政府办公厅
市委办公室=中共衡阳市委办公室
市委网信办=市网信办=市委网络安全和信息化委员会办公室=中共衡阳市委网信办
市委编办=市编办=市委机构编制委员会办公室
市委政法委=市政法委=中共衡阳市委政法委员会
市委宣传部=市宣传部=衡阳市委宣传部
市委组织部=中共衡阳市委组织部
市委统战部=市统战部
高新区管委会=高新区管理委员会=高新区管委
经开区管委会=经开区管理委员会
团市委=共青团衡阳市委=共青团衡阳市委员会=共青团市委
市资规局=市自然资源和规划局=市自然资源规划局
市自然资源局
市消防支队=市消防救援支队
市公安局
市交警支队=市公安局交警支队
人行衡阳市分行=中国人民银行衡阳市分行=人民银行衡阳市分行
国家税务总局衡阳市税务局=市税务局=衡阳市税务局
市人武部=市人民武装部
市发改委=市发展改革委=市发展和改革委员会=衡阳市发改委
市工信局=市工业和信息化局
市经信委=市经济和信息化委员会
市文旅局=市文化和旅游局
市文广旅局
市妇联=市妇女联合会
市残联=市残疾人联合会
市纪委
市监委
市人大=市人民代表大会
市人大常委会
`)
	seen := map[string]string{}
	for _, line := range lines {
		names := strings.Split(line, "=")
		first := r.body(names[0], false).Key
		for _, name := range names[1:] {
			if key := r.body(name, false).Key; key != first {
				t.Errorf("%s is %s, %s is %s", names[0], first, name, key)
			}
		}
		if other, ok := seen[first]; ok {
			t.Errorf("%s and %s are both %s", other, names[0], first)
		}
		seen[first] = names[0]
	}
}
