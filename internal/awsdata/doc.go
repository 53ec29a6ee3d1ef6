// Package awsdata holds facts about AWS that the judgement of policies needs: the actions that exist, the documents of
// the managed policies, the classes of risky actions and the known privilege escalation paths.
//
// The facts are embedded and decoded at first use: a program that asks nothing pays nothing. The files in data/ are
// written by tools/awsdata from published packages whose versions and checksums stand in data/manifest.json. The tables
// of classes and escalation paths are kept by hand. Sources and licences are named in NOTICE.
//
// Slices that the package returns are shared: read them, don't change them.
package awsdata
