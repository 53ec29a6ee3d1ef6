package terraform

import "github.com/hashicorp/hcl/v2"

// Tree is an evaluated configuration: the root module and the modules it calls.
type Tree struct {
	Root *Module
	// Problems are what could not be read or resolved, in words for the debug log.
	Problems []string
}

// Module is one instance of a module: the root, or one instance of a module call.
type Module struct {
	// Call is the header of the root module's block that leads to this module, the anchor of everything found in it;
	// nil for the root module itself.
	Call *Call
}

// Call is a module block of the root module.
type Call struct {
	Name     string    // the block's label: "ci" for module.ci
	DefRange hcl.Range // the block's header
}
