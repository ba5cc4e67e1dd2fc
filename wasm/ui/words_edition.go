package ui

var editionWords = map[string]phrase{
	"edition.problems": {"수업 파일에서 고칠 곳 %d군데. 읽지 못한 동안에는 마지막으로 읽은 수업을 그대로 보여요.", "%d problems in the lesson's file. While it cannot be read, the last good lesson goes on."},
	"edition.more":     {"그 밖에 %d군데가 더 있어요.", "And %d more."},
	"edition.taken":    {"고친 수업으로 바꿨어요. 클러스터도, 지금까지 한 일도 그대로예요.", "The lesson has been updated. The cluster and your work are as they were."},
	"edition.anew":     {"수업을 처음부터 다시 열었어요.", "The lesson has begun anew."},
	"edition.cluster":  {"고친 수업은 다른 클러스터에서 시작해요. 지금 클러스터는 그대로 두었어요. 처음부터 시작하면 새 클러스터가 열려요.", "The updated lesson begins on another cluster. The one you have is kept; start over to get the new one."},
	"edition.restart":  {"처음부터 시작", "Start over"},
	"edition.goOn":     {"이대로 계속", "Go on as it is"},
	"edition.gone":     {"이 수업의 파일이 없어졌어요. 하던 일은 이 페이지에 그대로 남아 있어요.", "The file of this lesson is gone. What you did stays on this page."},
}
