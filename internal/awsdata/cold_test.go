package awsdata

import (
	"archive/zip"
	"sync"
	"testing"
)

// The benchmarks of first use: what a run of the plugin pays once, if it asks at all.

func BenchmarkFirstActions(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if len(parseActions(actionsText)) == 0 {
			b.Fatal("no actions")
		}
	}
}

func BenchmarkFirstResources(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		arns = sync.OnceValue(func() map[string]string { return parseTypes(typesText) })
		if len((Action{Lower: "iam:passrole", resources: "role*"}).Resources()) != 1 {
			b.Fatal("not found")
		}
	}
}

func BenchmarkFirstManagedPolicy(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		policyFiles = sync.OnceValue(func() map[string]*zip.File { return openPolicies(policiesZip) })
		if _, ok := ManagedPolicy("AdministratorAccess"); !ok {
			b.Fatal("not found")
		}
	}
}

func BenchmarkManagedPolicy(b *testing.B) {
	for _, name := range []string{"AdministratorAccess", "ReadOnlyAccess"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, ok := ManagedPolicyByARN("arn:aws:iam::aws:policy/" + name); !ok {
					b.Fatal("not found")
				}
			}
		})
	}
}
