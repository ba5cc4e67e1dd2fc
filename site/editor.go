package site

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// sourceFolder returns where a folder of this package's source stands, beside what
// npm put there. It is not embedded: its packages are no part of this module.
func sourceFolder(name string) (string, error) {
	mod, err := exec.Command("go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("asking go for the module: %w", err)
	}
	return filepath.Join(filepath.Dir(strings.TrimSpace(string(mod))), "site", name), nil
}

// editor bundles the editor of manifests, with the licences of what is in it. It
// is nothing where npm has not been run: then the page keeps its plain text field.
func (o Options) editor() ([]byte, error) { return o.bundle("index.js") }

// bundle bundles a script of the editor's folder.
func (o Options) bundle(entry string) ([]byte, error) {
	if o.Plain {
		return nil, nil
	}
	folder, err := sourceFolder("editor")
	if err != nil {
		return nil, err
	}
	packages := filepath.Join(folder, "node_modules")
	if _, err := os.Stat(packages); err != nil {
		o.log("pages get plain text fields: npm ci --prefix site/editor brings the editor")
		return nil, nil
	}
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{entry}, AbsWorkingDir: folder, Bundle: true, Outdir: folder,
		Format: api.FormatIIFE, Target: api.ES2022, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
	})
	if problems := slices.Concat(result.Errors, result.Warnings); len(problems) > 0 {
		return nil, fmt.Errorf("bundling the editor: %s", problems[0].Text)
	}
	licences, err := licences(packages)
	if err != nil {
		return nil, fmt.Errorf("bundling the editor: %w", err)
	}
	return append([]byte(licences), result.OutputFiles[0].Contents...), nil
}

// licences returns the texts of the licences of all packages as one comment, each
// text once.
func licences(packages string) (string, error) {
	var files []string
	for _, pattern := range []string{"*/LICENSE", "@*/*/LICENSE"} {
		found, err := filepath.Glob(filepath.Join(packages, pattern))
		if err != nil {
			return "", err
		}
		files = append(files, found...)
	}
	var texts []string
	owners := map[string][]string{}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		name, _ := filepath.Rel(packages, filepath.Dir(f))
		text := strings.ReplaceAll(strings.TrimSpace(string(body)), "*/", "* /")
		if owners[text] == nil {
			texts = append(texts, text)
		}
		owners[text] = append(owners[text], filepath.ToSlash(name))
	}
	var all strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&all, "/*! %s\n\n%s\n*/\n", strings.Join(owners[text], ", "), text)
	}
	return all.String(), nil
}
