// Package site makes the static website.
//
// Build writes a folder that any web server can hand out as it is: one page for
// each lesson and language, rendered from the same View that the program later
// takes over in the tab, so a page can be read before the program arrives, and
// without JavaScript. Names of files that can change carry a hash of their
// content, so a browser may keep them for good. Beside each file that gains
// from it stand a .br and a .gz, so a server need not compress.
//
// Around the lessons stand pages without the program: the map of the course, the
// glossary, and a cheat sheet for each lesson, whose manifests Build takes from a
// learner who types the lesson's solutions. map.js adds to the map what the lessons
// have stored; theme.js gives these pages the colours that were chosen in a lesson.
//
// How far a learner is the map reads from svclab:done:ID in the browser's storage, such
// as 2/7 goals, which a lesson's page writes beside its work. commandkinds.go explains the
// commands of a sheet.
//
// /LANG/author/ is where lessons are written in the browser alone, with a program of
// its own that reads and proves them in a worker (wasm/author), and the lesson in a
// frame, the page /draft/LANG/. A .md file that is dropped on a lesson opens at
// /LANG/file/.
//
// /embed/LANG/LESSON/ is a page for a blog's iframe; ?embed=PANE shows one pane alone.
// Nothing else may be framed: hosts of files set headers by path, so that path alone has
// frame-ancestors *. ?embed on a lesson's usual path looks the same, for a preview on
// the same site. Nothing is saved from within a frame.
//
// The program comes in two parts: svclab.wasm, which the page loads, and
// rest.wasm, which rest.js fetches when the page has been drawn. later.txt says
// which functions are in the second. Where package slim does not know the layout
// of the program, there is one part, as Go wrote it.
//
// Behind both comes the editor of manifests, bundled from the folder editor and
// what npm put there. It is an element around the page's text field for YAML, which
// goes on being the editor where the script does not come; what the two know of the
// Kubernetes API they ask the program. Its style sheets are adopted in a shadow
// root, since the policy below allows no style elements.
//
// When all that has come, offline.js has the browser keep the whole site, with the
// service worker sw.js and the list that Build puts into it: pages in all languages,
// both parts of the program, the editor. A cache holds one edition, named by a hash
// over the site. Each file is held against its own hash before it goes in, so a
// captive portal or half an upload cannot spoil it, and filling goes on where it
// stopped. Another edition is fetched beside it, as far as it differs, and waits until
// a learner takes it; the page saves before it is loaded anew. Tabs of the edition
// before hold a lock, and as long as one does, its files stay. The page for authors is
// kept once it was looked at; frames of other sites, and a learner who saves data,
// keep nothing unasked. The browser is not asked to keep the site for good, since some
// then ask the learner.
//
// A Live site puts sw-gone.js in the place of sw.js, which removes both.
//
// Package web serves such a folder, and has the table of its headers.
//
// Pack makes one file of a lesson, which asks nobody for anything: pack.js answers
// what the loader and the program fetch from what stands in the file. It works from
// a disk, where a page has neither other pages nor, perhaps, storage. Its policy is
// stricter than that of the site: no request at all, and only the scripts in it.
//
// No page asks another origin for anything, and the Content-Security-Policy
// holds it to that: no inline script, no inline style, no eval.
package site
