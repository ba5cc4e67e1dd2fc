package kubectl

import (
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"svclab/wasm/api"
)

func editCommand() *command {
	return &command{
		name: "edit", group: intermediate, short: "Edit a resource on the server",
		use: "edit (RESOURCE/NAME | -f FILENAME)", run: runEdit,
		flags: []flag{
			filenameFlag, recursiveFlag, kustomizeFlag, outputFlag, templateFlag, missingKeysFlag, managedFlag,
			validateFlag, fieldManagerFlag, saveConfigFlag, subresourceFlag,
			{name: "output-patch", kind: boolFlag, bare: "true", usage: "Output the patch if the resource is edited"},
			{name: "windows-line-endings", kind: boolFlag, bare: "true", absent: true},
			{name: "record", kind: boolFlag, bare: "true", absent: true},
		},
	}
}

// editing is one run of kubectl edit: the text goes to the editor until the
// server takes it, or it comes back as it went. Models kubectl
// pkg/cmd/util/editor EditOptions.
type editing struct {
	*process
	infos    []*info
	reasons  []string // why the text has to be edited again, as comments
	rounds   int
	path     string // of the text edited last
	json     bool
	again    bool // an error is to be mended
	original string
	// Objects that somebody else has changed, or that are gone.
	retryable, notFound bool
}

const editHeader = `# Please edit the object below. Lines beginning with a '#' will be ignored,
# and an empty file will abort the edit. If an error occurs while saving this file will be
# reopened with the relevant failures.
#
`

// editFormats are those that kubectl edit takes.
var editFormats = []string{"json", "kyaml", "yaml"}

func runEdit(p *process) error {
	s, err := p.findTyped(p.flags.args, true)
	if err != nil {
		return err
	}
	if err := p.checkValidate(); err != nil {
		return err
	}
	infos, err := p.infos(s, latest)
	if err != nil {
		return err
	}
	if len(infos) == 0 {
		return errors.New("edit cancelled, no objects found")
	}
	if format := p.flags.string("output"); format != "" && !slices.Contains(editFormats, format) {
		return fmt.Errorf("unable to match a printer suitable for the output format %q, allowed formats are: %s", format, strings.Join(editFormats, ","))
	}
	if p.env.Edit == nil {
		return errors.New("svclab has no editor here")
	}
	e := &editing{process: p, infos: infos, json: p.flags.string("output") == "json"}
	edited := ""
	for {
		text, over, err := e.round(edited)
		if over {
			return err
		}
		edited = text
	}
}

// round opens the editor once. over means that the command has come to its end.
func (e *editing) round(before string) (edited string, over bool, err error) {
	text := ""
	if !e.json {
		text = editHeader + strings.Join(e.reasons, "")
	}
	if e.again {
		text += withoutComments(before)
	} else {
		text += e.print()
		e.original = text
	}
	path := e.path
	e.path = e.nextPath()
	edited, err = e.env.Edit(e.path, text)
	if err != nil {
		e.path = path
		return "", true, e.preserved(err)
	}
	if err := e.pass(requestCost); err != nil {
		return "", true, err
	}
	if e.again && sameContent(before, edited) {
		return "", true, e.preserved(errors.New("Edit cancelled, no valid changes were saved."))
	}
	e.reasons = nil
	if err := e.validate(edited); err != nil {
		e.again = true
		cause := fmt.Sprintf("<nil>: Invalid value: \"The edited file failed validation\": %v", err)
		e.refused(e.infos[0], []string{cause})
		return edited, false, nil
	}
	switch {
	case sameContent(e.original, edited):
		e.errorf("Edit cancelled, no changes made.\n")
		return "", true, nil
	case strings.TrimSpace(withoutComments(edited)) == "":
		e.errorf("Edit cancelled, saved file was empty.\n")
		return "", true, nil
	}
	e.again = false
	over, err = e.save(edited)
	return edited, over, err
}

// nextPath names the file of a round.
func (e *editing) nextPath() string {
	e.rounds++
	suffix := ".yaml"
	if e.json {
		suffix = ".json"
	}
	return fmt.Sprintf("/tmp/kubectl-edit-%d%s", (int64(e.env.Cluster.Now())+int64(e.rounds))%4294967291, suffix)
}

// preserved says where the text is that could not be saved.
func (e *editing) preserved(err error) error {
	if e.path != "" {
		e.errorf("A copy of your changes has been stored to %q\n", e.path)
	}
	return err
}

// print writes the objects as they go to the editor.
func (e *editing) print() string {
	var object map[string]any
	var items []any
	for _, i := range e.infos {
		object = tree(i.object)
		delete(metadataOf(object), "managedFields")
		items = append(items, object)
	}
	if len(items) > 1 {
		object = map[string]any{"apiVersion": "v1", "kind": "List", "metadata": map[string]any{}, "items": items}
	}
	var out strings.Builder
	stdout, printed := e.env.Stdout, e.printedYAML
	e.env.Stdout, e.printedYAML = &out, false
	defer func() { e.env.Stdout, e.printedYAML = stdout, printed }()
	if e.json {
		_ = e.printJSON(object) // a strings.Builder takes everything
	} else {
		io.WriteString(&out, writeYAML(object))
	}
	return out.String()
}

// refused keeps why an object has to be edited again, and says that it has to.
func (e *editing) refused(i *info, causes []string) {
	e.reasons = append(e.reasons, "# "+i.resource.GroupResource()+fmt.Sprintf(" %q was not valid:\n", i.name))
	for _, c := range causes {
		e.reasons = append(e.reasons, "# * "+strings.ReplaceAll(c, "\n", "\n# ")+"\n")
	}
	e.reasons = append(e.reasons, "#\n")
	e.errorf("error: %s %q is invalid\n", i.resource.GroupResource(), i.name)
}

// validate is what the client checks of a text before it reads objects of it.
func (e *editing) validate(text string) error {
	docs, err := api.Documents([]byte(text))
	if err != nil {
		return err
	}
	if len(docs) == 0 {
		return errors.New("unexpected type of object: <nil>, expected map")
	}
	return validateDocument(docs[0].JSON)
}

// save patches each object that has been edited. over is false when the server
// refused one for what it says.
func (e *editing) save(text string) (over bool, err error) {
	docs, err := api.Documents([]byte(text))
	var infos []*info
	for _, d := range docs {
		found, docErr := e.objectsOf(d.JSON, "edited-file")
		if docErr != nil && err == nil {
			err = docErr
		}
		infos = append(infos, found...)
	}
	if err != nil {
		e.again = true
		e.reasons = []string{"# The edited file had a syntax error: " + strings.ReplaceAll(err.Error(), "\n", "\n# ") + "\n#\n"}
		return false, nil
	}
	for _, i := range infos {
		if i.namespace != "" && i.resource.Namespaced && i.namespace != e.namespace {
			return true, e.preserved(fmt.Errorf("the namespace from the provided object %q does not match the namespace %q. You must pass '--namespace=%s' to perform this operation.",
				i.namespace, e.namespace, i.namespace))
		}
		if err := e.saveOne(i); err != nil {
			return true, e.preserved(err)
		}
	}
	switch {
	case e.retryable:
		e.errorf("You can run `kubectl replace -f %s` to try this update again.\n", e.path)
		return true, errSilent
	case e.notFound:
		e.errorf("The edits you made on deleted resources have been saved to %q\n", e.path)
		return true, errSilent
	case len(e.reasons) > 0:
		e.again = true
		return false, nil
	}
	return true, nil
}

// saveOne sends what was changed of an object. What the server would not take
// is no error, but noted.
func (e *editing) saveOne(i *info) error {
	uid, _ := at(i.manifest, "metadata", "uid").(string)
	at := slices.IndexFunc(e.infos, func(o *info) bool { return o.object.Meta().UID == uid })
	if at < 0 {
		return errors.New("no original object found for the edited object")
	}
	original := tree(e.infos[at].object)
	wanted := e.annotated(i.manifest)
	if reflect.DeepEqual(api.ReadTree(encode(original)), api.ReadTree(encode(wanted))) {
		return e.report(original, "skipped")
	}
	if wanted["kind"] != original["kind"] || wanted["apiVersion"] != original["apiVersion"] || i.name != e.infos[at].name {
		return errors.New("At least one of apiVersion, kind and name was changed")
	}
	patch, err := threeWayPatch(original, wanted, original, i.resource.Name)
	if err != nil {
		return err
	}
	if e.flags.bool("output-patch") {
		e.printf("Patch: %s\n", encode(patch))
	}
	i = e.infos[at]
	err = e.patch(i, mergeType(i.resource), encode(patch))
	var refusal *api.StatusError
	switch {
	case err == nil:
		return e.report(e.stored(i, wanted), "edited")
	case err == errInterrupted:
		return err
	case errors.As(err, &refusal) && refusal.Reason == api.ReasonInvalid:
		var causes []string
		for _, c := range refusal.Causes {
			causes = append(causes, c.Field+": "+c.ErrorBody())
		}
		e.refused(i, causes)
		return nil
	case isNotFound(err):
		e.errorf("error: %s %q could not be found on the server\n", i.resource.GroupResource(), i.name)
		e.notFound = true
		return nil
	}
	e.errorf("error: %s %q could not be patched: %v\n", i.resource.GroupResource(), i.name, err)
	e.retryable = true
	return nil
}

// withoutComments drops the lines that begin with a #.
func withoutComments(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(strings.TrimSpace(line), "#") {
			out.WriteString(line)
		}
	}
	return out.String()
}

// sameContent compares what two texts say, comments apart. Models kubectl
// pkg/cmd/util StripComments.
func sameContent(a, b string) bool {
	jsonOf := func(text string) string {
		if text, err := api.ToJSON([]byte(text)); err == nil {
			return string(text)
		}
		return withoutComments(text)
	}
	return jsonOf(a) == jsonOf(b)
}
