package lab

import (
	"strings"

	"svclab/lessons/lesson"
)

// Answer is a quiz that the learner has answered.
type Answer struct {
	Choice int    `json:"choice"`           // from 1
	Right  int    `json:"right"`            // from 1; 0 when the cluster's answer names no option
	Output string `json:"output,omitempty"` // of a predict quiz: what the cluster said
}

// Choose answers a quiz of the lesson, once; option counts from 1. A predict
// quiz runs its commands on a fork, and what they print decides.
func (s *Session) Choose(quiz string, option int) {
	q := s.quiz(quiz)
	if _, done := s.answers[quiz]; done || q == nil || option < 1 || option > len(q.Options) {
		return
	}
	answer := Answer{Choice: option, Right: q.Answer}
	if len(q.Predict) > 0 {
		output, _ := s.trial(strings.Join(q.Predict, "\n"))
		answer.Right, answer.Output, _ = q.Right(output)
	}
	s.answers[quiz] = answer
}

// Answers returns the answered quizzes by id. Not to be changed.
func (s *Session) Answers() map[string]Answer { return s.answers }

func (s *Session) quiz(id string) *lesson.Quiz {
	for _, step := range s.lesson.Steps {
		for _, b := range step.Blocks {
			if b.Quiz != nil && b.Quiz.ID == id {
				return b.Quiz
			}
		}
	}
	return nil
}
