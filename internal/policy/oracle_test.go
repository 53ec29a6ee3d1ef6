//go:build oracle

package policy

import (
	"bufio"
	"encoding/json"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// An independent simulator of IAM decides the same requests on the same random policies. It runs as a process of its
// own; see tools/oracle.
const simulator = "../../tools/oracle/simulate.js"

const (
	oracleSets = 21_000
	oracleSeed = 20261123
)

// oracleQuestion is what the simulator is asked: policies, and requests in each context.
type oracleQuestion struct {
	Documents []json.RawMessage `json:"documents"`
	Boundary  json.RawMessage   `json:"boundary,omitempty"`
	Requests  []oracleRequest   `json:"requests"`
}

type oracleRequest struct {
	Action   string            `json:"action"`
	Resource string            `json:"resource"`
	Keys     map[string]string `json:"context"`

	context Context
}

// requestKeys are the condition keys of a request in a context, with the values that package policy assumes or leaves
// open.
func requestKeys(ctx Context) map[string]string {
	keys := map[string]string{
		"aws:ViaAWSService":         "false",
		"aws:PrincipalIsAWSService": "false",
		"aws:SecureTransport":       "true",
		"aws:CurrentTime":           "2030-05-05T05:05:05Z",
		"aws:EpochTime":             "1904187905",
		"aws:PrincipalType":         "User",
		"aws:PrincipalArn":          "arn:aws:iam::123456789012:user/ci",
		"aws:RequestedRegion":       "eu-west-1",
	}
	switch ctx {
	case PlainSession:
		keys["aws:MultiFactorAuthPresent"] = "false"
		keys["aws:TokenIssueTime"] = "2030-05-05T05:00:00Z"
	case MFASession:
		keys["aws:MultiFactorAuthPresent"] = "true"
		keys["aws:MultiFactorAuthAge"] = "1"
		keys["aws:TokenIssueTime"] = "2030-05-05T05:00:00Z"
	}
	return keys
}

func oracleRequests() []oracleRequest {
	var requests []oracleRequest
	for _, ctx := range contexts {
		for _, r := range [][2]string{
			{"s3:GetObject", "arn:aws:s3:::a/x"},
			{"s3:PutObject", "arn:aws:s3:::b/x"},
			{"iam:CreateUser", "arn:aws:iam::123456789012:user/a"},
			{"ec2:RunInstances", "arn:aws:ec2:eu-west-1:123456789012:instance/i-1"},
		} {
			requests = append(requests, oracleRequest{Action: r[0], Resource: r[1], Keys: requestKeys(ctx), context: ctx})
		}
	}
	return requests
}

// generator makes random policies.
type generator struct{ *rand.Rand }

func (g generator) pick(list []string) string { return list[g.IntN(len(list))] }

func (g generator) chance(n int) bool { return g.IntN(n) == 0 }

// list returns one text, or a list of up to three.
func (g generator) list(from []string) any {
	if g.chance(2) {
		return g.pick(from)
	}
	var list []string
	for range 1 + g.IntN(3) {
		list = append(list, g.pick(from))
	}
	return list
}

var (
	oracleActions = []string{
		"*", "*", "s3:*", "s3:Get*", "S3:getobject", "s3:?etObject", "s3:*Object*", "iam:*", "iam:Create*", "iam:CreateUser",
		"ec2:RunInstances", "ec2:*Instances", "sts:GetSessionToken",
	}
	oracleResources = []string{
		"*", "*", "*", "arn:aws:s3:::*", "arn:aws:s3:::a/*", "arn:aws:s3:::?/x", "arn:*:s3:::*", "arn:aws:s3:::a*x", "arn:aws:s3",
		"arn:aws:iam::123456789012:user/*", "arn:aws:iam::*:user/a", "arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:eu-*",
		"arn:aws:ec2:*:*:*", "arn:aws:s3:::${*}/x",
	}
)

func (g generator) document() map[string]any {
	var list []any
	for range 1 + g.IntN(3) {
		list = append(list, g.statement())
	}
	doc := map[string]any{"Version": currentVersion, "Statement": list}
	if len(list) == 1 && g.chance(2) {
		doc["Statement"] = list[0]
	}
	return doc
}

func (g generator) statement() map[string]any {
	s := map[string]any{"Effect": "Allow"}
	if g.IntN(5) < 2 {
		s["Effect"] = "Deny"
	}
	if g.chance(4) {
		s["NotAction"] = g.list(oracleActions[2:])
	} else {
		s["Action"] = g.list(oracleActions)
	}
	if g.chance(6) {
		s["NotResource"] = g.list(oracleResources[3:])
	} else {
		s["Resource"] = g.list(oracleResources)
	}
	if g.IntN(3) > 0 {
		s["Condition"] = g.condition()
	}
	return s
}

func (g generator) condition() map[string]any {
	condition := map[string]any{}
	for range 1 + g.IntN(5)/3 {
		key, values := mfaPresentName, []string{"true", "false", "false", "True"}
		switch g.IntN(12) {
		case 0, 1, 2:
			key, values = mfaAgeName, []string{"0", "1", "3600", "true", "false"}
		case 3:
			key, values = g.pick([]string{"aws:ViaAWSService", "aws:SecureTransport", "aws:PrincipalIsAWSService"}), []string{"true", "false"}
		case 4:
			key, values = g.pick([]string{"aws:TokenIssueTime", "aws:CurrentTime"}), []string{"2020-01-01T00:00:00Z", "true", "false"}
		case 5:
			key, values = "aws:PrincipalType", []string{"User", "AssumedRole", "U*", "true"}
		case 6:
			key, values = "aws:RequestedRegion", []string{"eu-west-1", "us-*", "true"}
		case 7:
			key, values = "aws:PrincipalArn", []string{"arn:aws:iam::*:role/*", "arn:*:iam::*:user/*", "*", "false"}
		}
		if g.chance(10) {
			key = strings.ToUpper(key)
		}
		test := g.operator(key)
		keys, ok := condition[test].(map[string]any)
		if !ok {
			keys = map[string]any{}
			condition[test] = keys
		}
		keys[key] = g.list(values)
		if g.chance(40) {
			keys[key] = []string{}
		}
		if text, ok := keys[key].(string); ok && g.chance(3) && (text == "true" || text == "false") {
			keys[key] = text == "true"
		}
	}
	return condition
}

// operator picks any operator there is, mostly one of the key's own type.
func (g generator) operator(key string) string {
	known, ok := keyIn(MFASession, strings.ToLower(key))
	strict := !ok || g.IntN(4) > 0
	c := comparisons[g.IntN(len(comparisons))]
	for strict && !c.fits(strings.ToLower(key), known) {
		c = comparisons[g.IntN(len(comparisons))]
	}
	test := c.name
	if c.family != existence && g.chance(2) {
		test += ifExists
	}
	switch g.IntN(8) {
	case 0:
		test = allPrefix + test
	case 1:
		test = anyPrefix + test
	}
	switch g.IntN(40) {
	case 0, 1:
		test = strings.ToLower(test)
	case 2:
		test = strings.Replace(test, "Bool", "Boolean", 1) // no operator
	case 3:
		test = strings.TrimSuffix(test, ifExists) + ifExists // NullIfExists among others
	}
	return test
}

func TestOracle(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(oracleSeed, 0))}
	requests := oracleRequests()
	questions := make([]oracleQuestion, oracleSets)
	for i := range questions {
		q := &questions[i]
		q.Requests = requests
		for range 1 + g.IntN(3) { // the user's own policies and its groups'
			q.Documents = append(q.Documents, marshal(t, g.document()))
		}
		if g.chance(3) {
			q.Boundary = marshal(t, g.document())
		}
	}
	agreed, allowed, failures := 0, 0, 0
	decided, open := map[string]int{}, map[string]int{} // differences by name: decided otherwise, or not decided
	for i, answer := range simulate(t, questions) {
		q := questions[i]
		var docs []*Document
		for _, text := range q.Documents {
			docs = append(docs, parse(t, string(text)))
		}
		var boundary *Document
		if q.Boundary != nil {
			boundary = parse(t, string(q.Boundary))
		}
		for j, r := range q.Requests {
			want := triOf(answer[j] == 'A')
			if want == True {
				allowed++
			}
			ours := Decide(r.context, docs, boundary, r.Action, r.Resource)
			if ours == want {
				agreed++
				continue
			}
			v := view{ctx: r.context, keys: r.Keys, cases: map[string]bool{}}
			var seen []*Document
			for _, doc := range docs {
				seen = append(seen, v.document(doc))
			}
			if got := Decide(r.context, seen, v.document(boundary), r.Action, r.Resource); got != want {
				if failures++; failures > 2 {
					continue
				}
				t.Errorf("%v, but the simulator says %c, for %s on %s by %v\n%s\nboundary %s\nnamed cases: %v",
					got, answer[j], r.Action, r.Resource, r.context, q.Documents, q.Boundary, v.cases)
			}
			for name := range v.cases {
				if ours == Unknown {
					open[name]++
				} else {
					decided[name]++
				}
			}
		}
	}
	t.Logf("%d sets of policies, %d requests, %d of them allowed; %d decided alike", len(questions), len(questions)*len(requests), allowed, agreed)
	for _, c := range append(slices.Clone(conditionCases), conditionCase{name: shortARN}) {
		t.Logf("%6d decided otherwise, %6d left open: %s", decided[c.name], open[c.name], c.name)
		if decided[c.name]+open[c.name] == 0 {
			t.Error("the case never comes up")
		}
	}
}

func marshal(t *testing.T, v any) json.RawMessage {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// simulate returns the simulator's answers, one letter for each request of each question.
func simulate(t *testing.T, questions []oracleQuestion) []string {
	t.Helper()
	node := exec.Command("node", simulator)
	node.Stderr = os.Stderr
	in, err := node.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := node.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		w := bufio.NewWriter(in)
		encoder := json.NewEncoder(w)
		for _, q := range questions {
			if encoder.Encode(q) != nil {
				break // the simulator has ended, which Wait reports
			}
		}
		w.Flush()
		in.Close()
	}()
	text, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := node.Wait(); err != nil {
		t.Fatal(err)
	}
	answers := strings.Fields(string(text))
	if len(answers) != len(questions) {
		t.Fatalf("%d answers to %d questions", len(answers), len(questions))
	}
	return answers
}
