package policy

import (
	"fmt"
	"testing"
)

// BenchmarkEffectiveUsers judges 1,000 users of 10 statements each, half of them shared as a group's are.
func BenchmarkEffectiveUsers(b *testing.B) {
	for _, users := range []int{100, 1000} {
		b.Run(fmt.Sprint(users), func(b *testing.B) {
			group := &Document{Statements: manyStatements(5, 0)}
			sets := make([][]*Document, users)
			for i := range sets {
				sets[i] = []*Document{group, {Statements: manyStatements(5, 5*i)}}
			}
			for b.Loop() {
				for _, docs := range sets {
					JudgeMFA(docs, nil)
				}
			}
		})
	}
}

// BenchmarkEffectiveStatements judges one user with many statements, every second a Deny on a resource of its own.
func BenchmarkEffectiveStatements(b *testing.B) {
	for _, n := range []int{200, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			docs := []*Document{{Statements: manyStatements(n, 0)}}
			for b.Loop() {
				JudgeMFA(docs, nil)
			}
		})
	}
}

// BenchmarkEffectiveOneHead has Denies that all begin alike, so that each must be looked at for each grant.
func BenchmarkEffectiveOneHead(b *testing.B) {
	for _, n := range []int{200, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			list := manyStatements(n, 0)
			for i := range list {
				list[i].Resources = []string{fmt.Sprintf("arn:aws:s3:::*-team-%d/*", i)}
			}
			docs := []*Document{{Statements: list}}
			for b.Loop() {
				JudgeMFA(docs, nil)
			}
		})
	}
}

// manyStatements returns n statements with resources numbered from start.
func manyStatements(n, start int) []Statement {
	services := []string{"s3", "ec2", "dynamodb", "sqs", "sns", "kms", "iam", "lambda"}
	var list []Statement
	for i := start; i < start+n; i++ {
		service := services[i%len(services)]
		s := Statement{
			Effect:    Allow,
			Actions:   []string{service + ":Get*", service + ":*Tag*", service + ":Create" + fmt.Sprint(i) + "*"},
			Resources: []string{fmt.Sprintf("arn:aws:%s:::team-%d/*", service, i)},
		}
		if i%2 == 1 {
			s.Effect = Deny
			s.Conditions = []Condition{{Test: "BoolIfExists", Variable: "aws:MultiFactorAuthPresent", Values: []string{"false"}}}
		}
		list = append(list, s)
	}
	return list
}

func BenchmarkParseJSON(b *testing.B) {
	text := `{"Version":"2012-10-17","Statement":[{"Sid":"Deny","Effect":"Deny","NotAction":["iam:CreateVirtualMFADevice",` +
		`"iam:EnableMFADevice","sts:GetSessionToken"],"Resource":"*","Condition":{"BoolIfExists":{` +
		`"aws:MultiFactorAuthPresent":"false"}}},{"Effect":"Allow","Action":["s3:Get*","s3:List*"],"Resource":"*"}]}`
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		parse(b, text)
	}
}
