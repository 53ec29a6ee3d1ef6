package graph

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"io"
	"strings"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/project"
)

//go:embed page.css
var styleFile string

//go:embed page.js
var scriptFile string

// inline makes a file's text what a browser reads in a page, which has no carriage returns: hashes are of that.
func inline(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

// HTML writes the report as one page that needs nothing else: no network, no other file. Its policy lets no script and no
// style run but its own, and it fetches nothing.
func (r *Report) HTML(w io.Writer) error {
	p := &page{Report: r}
	p.head()
	p.overview()
	p.printf("<div class=\"panes\">\n")
	p.list()
	p.printf("<main>\n")
	if len(r.Keys) == 0 {
		p.printf("<p class=\"empty\">No long-term access key is made here.</p>\n")
	}
	for i, key := range r.Keys {
		p.article(i, key)
	}
	p.notes()
	p.printf("</main>\n</div>\n")
	p.printf("<footer>Drawn by tflint-ruleset-%s %s from the code alone: what is attached elsewhere is not in it, and what "+
		"configuration or annotations accept is shown all the same.</footer>\n", project.Name, project.Version)
	p.printf("<script>%s</script>\n</body>\n</html>\n", inline(scriptFile))
	_, err := io.WriteString(w, p.String())
	return err
}

type page struct {
	*Report
	strings.Builder
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// hash is how a Content-Security-Policy names a script or style that may run.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

func (p *page) head() {
	p.printf("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
	p.printf("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src %s; script-src %s; base-uri 'none'; form-action 'none'\">\n",
		hash(inline(styleFile)), hash(inline(scriptFile)))
	p.printf("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n")
	p.printf("<title>Access keys in %s</title>\n<style>%s</style>\n</head>\n<body>\n", escape(p.Directory), inline(styleFile))
	// One arrow's head for all drawings; without a size, as what is not displayed can't be referred to.
	p.printf("<svg class=\"defs\" width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"3\" refY=\"4\" " +
		"markerWidth=\"8\" markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"head\" d=\"M0 0L8 4L0 8Z\"/></marker></defs></svg>\n")
}

// overview says how many keys there are of each level.
func (p *page) overview() {
	counts := [Critical + 1]int{}
	total := 0
	for _, k := range p.Keys {
		counts[k.Level] += k.Count
		total += k.Count
	}
	p.printf("<header class=\"top\">\n<div><h1>Who holds which access key</h1><p>%s</p></div>\n", escape(p.Directory))
	p.printf("<ul class=\"counts\" aria-label=\"How many keys there are\">\n<li><b>%d</b> %s</li>\n", total, plural(total, "key", "keys"))
	for level := Critical; level >= None; level-- {
		if counts[level] > 0 {
			p.printf("<li class=\"%s\"><span aria-hidden=\"true\">%s</span> <b>%d</b> %s</li>\n", level, levelSigns[level], counts[level], levelWords[level])
		}
	}
	p.printf("</ul>\n</header>\n")
}

// levelWords stand for a level in the overview.
var levelWords = [...]string{None: "without permissions", Limited: "limited", Unknown: "unknown", Broad: "broad", Critical: "critical"}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func badge(k *Key) string {
	return fmt.Sprintf("<span class=\"badge %s\"><span aria-hidden=\"true\">%s</span> %s</span>", k.Level, levelSigns[k.Level], escape(capital(k.Label)))
}

func (p *page) list() {
	p.printf("<nav aria-label=\"Access keys, the most dangerous first\">\n")
	p.printf("<div class=\"find\"><label for=\"find\">Find a key</label><input id=\"find\" type=\"search\" autocomplete=\"off\" spellcheck=\"false\" " +
		"placeholder=\"name, user, policy, file\"><p id=\"found\" role=\"status\"></p></div>\n<ol>\n")
	for i, k := range p.Keys {
		p.printf("<li><a href=\"#k%d\" data-find=\"%s\">%s", i+1, escape(searchText(k)), badge(k))
		p.printf("<span class=\"address\">%s</span><span class=\"sub\">%s</span></a></li>\n", flexible(k.Address), escape(holders(k)))
	}
	p.printf("</ol>\n</nav>\n")
}

// searchText is all that a key can be found by.
func searchText(k *Key) string {
	texts := append([]string{k.Address, k.At, k.Label, k.Verdict, k.Level.String()}, k.Users...)
	for _, n := range k.Nodes {
		texts = append(append(texts, n.Title, n.At), n.Lines...)
	}
	return strings.ToLower(strings.Join(distinct(texts), " "))
}

// holders says whose the key is, and how many there are.
func holders(k *Key) string {
	const most = 4
	var parts []string
	switch n := len(k.Users); {
	case n > most:
		parts = append(parts, fmt.Sprintf("users %s and %d more", strings.Join(k.Users[:most], ", "), n-most))
	case n > 0:
		parts = append(parts, plural(n, "user ", "users ")+strings.Join(k.Users, ", "))
	}
	if k.Count > 1 {
		parts = append(parts, fmt.Sprintf("%d keys", k.Count))
	}
	return strings.Join(append(parts, k.At), " · ")
}

func (p *page) article(i int, k *Key) {
	id := fmt.Sprintf("k%d", i+1)
	p.printf("<article id=\"%s\" aria-labelledby=\"%s-head\">\n", id, id)
	p.printf("%s\n<h2 id=\"%s-head\">%s</h2>\n<p class=\"verdict\">%s.</p>\n<p class=\"sub\">%s</p>\n",
		badge(k), id, flexible(k.Address), flexible(k.Verdict), escape(holders(k)))
	p.printf("<figure tabindex=\"0\" aria-label=\"Picture\">\n%s</figure>\n", lay(k).svg(id))
	p.printf("<details id=\"%s-list\"><summary>The same as a list</summary>\n<ul>\n", id)
	for _, way := range k.ways() {
		p.printf("<li>%s</li>\n", flexible(way))
	}
	p.printf("</ul></details>\n</article>\n")
}

func (p *page) notes() {
	if len(p.Notes) == 0 {
		return
	}
	p.printf("<details class=\"notes\"><summary>%d %s could not be read</summary>\n<ul>\n", len(p.Notes), plural(len(p.Notes), "thing", "things"))
	for _, note := range p.Notes {
		p.printf("<li>%s</li>\n", flexible(note))
	}
	p.printf("</ul></details>\n")
}

func escape(s string) string { return html.EscapeString(s) }

// flexible lets a browser break long names where their parts end.
func flexible(s string) string {
	parts := cut(s, breakable[1])
	for i, part := range parts {
		parts[i] = escape(part)
	}
	return strings.Join(parts, "<wbr>")
}
