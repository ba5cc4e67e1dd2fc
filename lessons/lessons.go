// Package lessons holds the course as it is written: course.yaml and a folder
// for each lesson, with its Markdown in each language and its manifests.
//
// scenes.yaml has the ready scenes of the sandbox, each with a check that svclab lesson
// test runs. The last, the biggest cluster, is Kubernetes' published limits in one tab;
// it is proven at a fiftieth of its size, and measured in full by make bench.
//
// It only embeds them. lessons/markdown reads them, and lessons/author proves
// that every lesson can be solved as it says.
package lessons

import "embed"

// Content is the lessons folder: what markdown.Load wants.
//
//go:embed course.yaml glossary.yaml guide scenes.yaml [0-9]*
var Content embed.FS
