package markdown

import "fmt"

// opening gives a lesson that starts from another one's end all that happens
// before it. It is about the same cluster, so it does not say which.
func (l *loader) opening(r *reader) {
	before := l.course.Lesson(r.lesson.Lang, r.lesson.Start)
	if before == nil || before == r.lesson {
		return
	}
	if r.front.Cluster != nil {
		l.problem(r.file, r.front.line("cluster"), fmt.Sprintf("a cluster of its own for a lesson that starts from %q", before.ID),
			"leave out cluster, or write start: empty")
	}
	r.lesson.Cluster = before.Cluster
	r.lesson.Opening = before.Solved()
}
