package snippets

import (
	lua "github.com/yuin/gopher-lua"
)

// neovim stands for the part of Neovim's API that the documentation uses: https://neovim.io/doc/user/lsp.html
const neovim = `
servers, enabled = {}, {}
vim = { lsp = {
  enable = function(name) enabled[name] = true end,
  config = setmetatable({}, { __call = function(_, name, config) servers[name] = config end }),
} }
`

// checkLua runs the set-up of an editor and demands that it starts tflint as a language server for Terraform's files.
func checkLua(s snippet) error {
	state := lua.NewState()
	defer state.Close()
	return state.DoString(neovim + s.text + `
for name, server in pairs(servers) do
  assert(enabled[name], name .. " is not enabled")
  started = table.concat(server.cmd, " ") .. " for " .. table.concat(server.filetypes, " ")
  for key in pairs(server) do
    assert(({ cmd = true, filetypes = true, root_markers = true })[key], "unknown key " .. key)
  end
end
assert(started == "tflint --langserver for terraform", "starts " .. tostring(started))
`)
}
