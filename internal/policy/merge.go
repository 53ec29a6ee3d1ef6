package policy

// FromStatements makes the document that the version argument and the statement blocks of one
// data.aws_iam_policy_document describe.
func FromStatements(version string, statements []Statement) *Document {
	return &Document{Version: version, Statements: statements}
}

// Merge joins a data.aws_iam_policy_document's source documents, its own statements and its override documents.
func Merge(sources []*Document, own *Document, overrides []*Document) *Document {
	return own
}

// Alternatives makes one document of the variants that a conditional on an unknown can give.
func Alternatives(docs []*Document) *Document {
	return nil
}
