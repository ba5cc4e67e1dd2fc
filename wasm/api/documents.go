package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"
	"unicode/utf8"

	"sigs.k8s.io/yaml"
)

// Document is one object of a manifest, not yet looked into.
type Document struct {
	JSON []byte // one JSON value, its keys sorted where it came as YAML
	Line int    // of the manifest on which it starts, counted from 1
}

// Documents splits a manifest into its documents, as kubectl reads the files of
// -f: YAML documents separated by lines of ---, or JSON objects one after the
// other. Empty documents are left out. A repeated YAML key is accepted and the
// last one wins.
//
// The error is in the words that kubectl puts behind "error parsing FILE: ";
// its line counts from the start of the faulty document. The documents before
// the fault are returned with it.
//
// Models apimachinery pkg/util/yaml YAMLOrJSONDecoder and cli-runtime
// pkg/resource StreamVisitor.
func Documents(text []byte) ([]Document, error) {
	s := &stream{text: text, line: 1}
	var docs []Document
	read := s.readYAML
	if looksLikeJSON(text) {
		read = s.readJSONOrYAML
	}
	for {
		doc, err := read()
		if err == io.EOF {
			return docs, nil
		}
		if err != nil {
			return docs, err
		}
		doc.JSON = bytes.TrimSpace(doc.JSON)
		if len(doc.JSON) > 0 && string(doc.JSON) != "null" {
			docs = append(docs, doc)
		}
	}
}

// looksLikeJSON reports whether the first character that is no space, of as
// much as kubectl looks at, opens a JSON object.
func looksLikeJSON(text []byte) bool {
	const lookahead = 4096
	text = bytes.TrimLeftFunc(text[:min(len(text), lookahead)], unicode.IsSpace)
	return bytes.HasPrefix(text, []byte("{"))
}

// stream is the part of a manifest that has not been read.
type stream struct {
	text []byte
	line int // on which text starts
	read int // bytes before text
	json int // how many JSON objects have been read
	yaml bool
}

// advance drops what has been read.
func (s *stream) advance(n int) {
	s.line += bytes.Count(s.text[:n], []byte("\n"))
	s.read += n
	s.text = s.text[n:]
}

// readJSONOrYAML reads the next JSON object. What is no JSON may still be YAML,
// unless two objects have been read and the stream is plainly JSON. When it is
// neither, the error is that of JSON.
func (s *stream) readJSONOrYAML() (Document, error) {
	if s.yaml {
		return s.readYAML()
	}
	var raw json.RawMessage
	dec := json.NewDecoder(bytes.NewReader(s.text))
	err := dec.Decode(&raw)
	read := s.read
	if err == nil {
		end := int(dec.InputOffset())
		s.json++
		doc := Document{JSON: raw, Line: s.line + bytes.Count(s.text[:end-len(raw)], []byte("\n"))}
		s.advance(end)
		return doc, nil
	}
	if err == io.EOF || s.json > 1 {
		return Document{}, err
	}
	if !s.skipToYAML() {
		return Document{}, jsonError(err, read)
	}
	s.yaml = true
	doc, yamlErr := s.readYAML()
	if yamlErr == nil || yamlErr == io.EOF {
		return doc, yamlErr
	}
	return Document{}, jsonError(err, read)
}

// jsonError puts kubectl's words around a fault in JSON behind so many bytes.
func jsonError(err error, read int) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("json: offset %d: %w", int(syntax.Offset)+read, err)
	}
	return err
}

// skipToYAML drops the spaces in front, up to the end of their first line, so
// that what follows a JSON object is read as YAML from a line's start. It
// reports whether something follows; upstream takes fewer than four bytes for
// nothing.
func (s *stream) skipToYAML() bool {
	read := 0
	for read+4 <= len(s.text) {
		r, size := utf8.DecodeRune(s.text[read:])
		if r == utf8.RuneError {
			return false
		}
		if unicode.IsSpace(r) {
			read += size
		}
		if r == '\n' || !unicode.IsSpace(r) {
			s.advance(read)
			return true
		}
	}
	return false
}

// readYAML reads up to the next separator line and turns it into JSON.
func (s *stream) readYAML() (Document, error) {
	chunk, line, err := s.chunk()
	if err != nil {
		return Document{}, err
	}
	if len(chunk) > MaxBody {
		return Document{}, fmt.Errorf("document of %d bytes at line %d: want at most %d bytes", len(chunk), line, MaxBody)
	}
	var raw rawJSON
	if err := yaml.Unmarshal(chunk, &raw); err != nil {
		return Document{}, err
	}
	return Document{JSON: raw, Line: line}, nil
}

// chunk returns the text up to the next separator line, and the line on which
// its content starts. A separator that nothing precedes belongs to the text.
// Models apimachinery pkg/util/yaml YAMLReader.
func (s *stream) chunk() (chunk []byte, start int, err error) {
	start = s.line
	seen := false
	for len(s.text) > 0 {
		line := s.text
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		number := s.line
		s.advance(len(line))
		if whole, ended := bytes.CutSuffix(line, []byte("\n")); ended {
			line = bytes.TrimSuffix(whole, []byte("\r"))
		}
		if rest, ok := bytes.CutPrefix(line, []byte("---")); ok {
			if rest = bytes.TrimSpace(rest); len(rest) > 0 && rest[0] != '#' {
				return nil, 0, fmt.Errorf("invalid Yaml document separator: %s", rest)
			}
			if len(chunk) > 0 {
				return chunk, start, nil
			}
		}
		if !seen && hasContent(line) {
			seen, start = true, number
		}
		chunk = append(append(chunk, line...), '\n')
	}
	if len(chunk) == 0 {
		return nil, 0, io.EOF
	}
	return chunk, start, nil
}

// hasContent reports whether a line is more than space, comment or separator.
func hasContent(line []byte) bool {
	line = bytes.TrimSpace(line)
	return len(line) > 0 && line[0] != '#' && !bytes.HasPrefix(line, []byte("---"))
}

// rawJSON receives what sigs.k8s.io/yaml makes of YAML as it is.
type rawJSON []byte

// UnmarshalJSON keeps a copy of b.
func (r *rawJSON) UnmarshalJSON(b []byte) error {
	*r = append((*r)[:0], b...)
	return nil
}

// ToJSON turns YAML into JSON, and leaves what looks like a JSON object as it is.
// Models apimachinery pkg/util/yaml ToJSON.
func ToJSON(text []byte) ([]byte, error) {
	if bytes.HasPrefix(bytes.TrimLeftFunc(text, unicode.IsSpace), []byte("{")) {
		return text, nil
	}
	return yaml.YAMLToJSON(text)
}
