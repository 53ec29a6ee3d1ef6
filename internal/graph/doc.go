// Package graph draws who holds which key and what it can do, by which path, for people.
//
// The data goes one way: Build makes a Report of the model, by the judgements that the rules report (packages iam, flow and
// words), and each format writes the Report. It judges nothing itself, so that picture and rules agree; configuration and
// annotations, which accept findings, count for the rules only.
//
// Names in a Report come from code that is not trusted. Every format escapes them, none shows a credential or a token.
package graph
