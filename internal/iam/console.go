package iam

// ConsoleUsers are the users that have a password for the console: people, as a rule. A published module gives one to
// every user unless it is told not to, so that those of outlines say nothing.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_user_login_profile
func (m *Model) ConsoleUsers() map[*User]bool {
	return Derive(m, consoleUsersKey{}, func(m *Model) map[*User]bool {
		found := map[*User]bool{}
		for _, r := range m.Resources("aws_iam_user_login_profile") {
			if r.Module.Outlined() {
				continue
			}
			for _, i := range r.Instances() {
				for _, s := range i.Attr("user").Strings() {
					s = m.follow(s, "aws_iam_user", "name")
					if u := m.users[s]; u != nil {
						found[u] = true
					} else if ref := m.Tree.Ref(s); ref != nil && m.instances[ref.Instance] != nil {
						found[m.instances[ref.Instance]] = true
					}
				}
			}
		}
		return found
	})
}

type consoleUsersKey struct{}
