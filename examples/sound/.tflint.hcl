plugin "aws-access-key" {
  enabled = true
}

# tflint's own ruleset is about style; it would only distract here.
plugin "terraform" {
  enabled = false
}
