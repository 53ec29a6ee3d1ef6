package risk

import (
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/awsdata"
)

func BenchmarkClassify(b *testing.B) {
	for _, test := range []struct {
		name string
		doc  func() string
	}{
		{"OneBucket", func() string {
			return `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:PutObject"],"Resource":"arn:aws:s3:::bucket/*"},{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::bucket"}]}`
		}},
		{"AdministratorAccess", func() string { p, _ := awsdata.ManagedPolicy("AdministratorAccess"); return p.Document }},
		{"AmazonS3FullAccess", func() string { p, _ := awsdata.ManagedPolicy("AmazonS3FullAccess"); return p.Document }},
		{"DataScientist", func() string { p, _ := awsdata.ManagedPolicy("DataScientist"); return p.Document }},
		{"ReadOnlyAccess", func() string { p, _ := awsdata.ManagedPolicy("ReadOnlyAccess"); return p.Document }},
	} {
		grants := grantsOf(parse(b, test.doc()))
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Classify(grants, Self{User: "ci"})
			}
		})
	}
}
