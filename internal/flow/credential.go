package flow

import (
	"slices"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/iam"
	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/terraform"
)

// Credential is a long-term credential that the configuration makes: an access key, or another that works until somebody
// deletes it.
type Credential struct {
	iam.Place
	// Key is the access key; nil for other credentials.
	Key *iam.AccessKey
	// Instance is the resource; nil where a module makes the credential whose code is not at hand.
	Instance *terraform.Instance
	// Encrypted says that a PGP key encrypts the secret, so that nothing holds it in clear.
	Encrypted bool
	// Nouns name the secrets that the credential has, the main one first.
	Nouns []string
}

// Kind is what of a credential arrives somewhere.
type Kind int

// The kinds.
const (
	KeyID     Kind = iota // what is no secret, but says that the credential is used
	Encrypted             // a secret that needs decryption first
	Secret
)

// maker is a type of resource that makes a credential.
type maker struct {
	secrets   map[string]string // attribute to what it is called
	nouns     []string
	ids       []string
	encrypted []string
}

// makers are the resources that make long-term credentials for programs, by type. A login profile isn't one: a person's
// first password is another matter.
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_access_key#attribute-reference
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_service_specific_credential
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/lightsail_bucket_access_key
func makerOf(r *terraform.Resource) *maker {
	if r.Mode != terraform.Managed {
		return nil
	}
	switch {
	case slices.Contains(iam.KeyTypes, r.Type):
		return &maker{
			secrets: map[string]string{
				"secret": "secret", "ses_smtp_password_v4": SMTPPassword, "ses_smtp_password": SMTPPassword,
			},
			nouns:     []string{"secret", SMTPPassword},
			ids:       []string{"id"},
			encrypted: []string{"encrypted_secret", "encrypted_ses_smtp_password_v4"},
		}
	case r.Type == "aws_iam_service_specific_credential":
		return &maker{
			secrets: map[string]string{"service_password": "password", "service_credential_secret": "secret"},
			nouns:   []string{"password"},
			ids:     []string{"service_user_name", "service_credential_alias"},
		}
	case r.Type == "aws_lightsail_bucket_access_key":
		return &maker{
			secrets: map[string]string{"secret_access_key": "secret"},
			nouns:   []string{"secret"},
			ids:     []string{"access_key_id"},
		}
	}
	return nil
}

// SMTPPassword is what the password is called that SES derives from a secret.
// https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html
const SMTPPassword = "SES SMTP password"

// makes says what an attribute of a credential's resource holds, and what that is called.
func (m *maker) makes(attr string) (kind Kind, noun string, ok bool) {
	switch {
	case attr == "":
		return Secret, m.nouns[0], true
	case m.secrets[attr] != "":
		return Secret, m.secrets[attr], true
	case slices.Contains(m.ids, attr):
		return KeyID, "ID", true
	case slices.Contains(m.encrypted, attr):
		return Encrypted, "decrypted secret", true
	}
	return 0, "", false
}

// credentials collects the configuration's credentials, in the order of the code.
func credentials(tree *terraform.Tree, made []*iam.AccessKey) []*Credential {
	keys := map[*terraform.Instance]*iam.AccessKey{}
	for _, key := range made {
		keys[key.Instance] = key
	}
	var all []*Credential
	for _, module := range tree.Modules() {
		for _, r := range module.Resources {
			maker := makerOf(r)
			if maker == nil {
				continue
			}
			for _, i := range r.Instances() {
				all = append(all, &Credential{
					Place: iam.Place{Addr: iam.Addr(r), Module: module, Range: r.DefRange}, Key: keys[i], Instance: i,
					Encrypted: iam.Encrypts(i.Attr("pgp_key")), Nouns: maker.nouns,
				})
			}
		}
	}
	return all
}
