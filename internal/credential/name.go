package credential

import (
	"slices"
	"strings"
)

// ProviderArgument returns the kind of credential that an argument of the aws and awscc providers, the s3 backend and
// its remote state holds.
//
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs#provider-configuration
// https://developer.hashicorp.com/terraform/language/backend/s3#credentials-and-shared-configuration
func ProviderArgument(name string) (Kind, bool) {
	switch name {
	case "access_key":
		return AccessKeyID, true
	case "secret_key":
		return SecretAccessKey, true
	case "token":
		return SessionToken, true
	default:
		return 0, false
	}
}

// IsSecretName reports whether something of this name (an argument, a variable, an environment variable, a JSON or
// YAML key, a flag) holds a secret access key: aws_secret_access_key, secretAccessKey, SECRET_KEY, s3_secret,
// --secret-key. Names that say whose key it is, and that it is not AWS's, are no such names, nor those of its hash or place.
func IsSecretName(name string) bool {
	if !containsFold(name, "secret") {
		return false
	}
	split := words(name)
	whose := false
	for _, word := range split {
		switch word {
		case "s3", "iam", "ses":
			whose = true
		}
		if isForeign(word) || isOther(word) {
			return false
		}
	}
	joined := strings.Join(split, "")
	if !strings.Contains(joined, "secret") {
		return false
	}
	for _, part := range []string{"key", "access", "aws", "amazon"} {
		if strings.Contains(joined, part) {
			return true
		}
	}
	return whose
}

// IsForeign reports whether an address or a path of names says that what stands there belongs to another maker whose
// secrets can have the very form of AWS's: linode_object_storage_key.backup, vault_mfa_duo.login. Something that also says
// AWS, such as google_storage_transfer_job with its aws_access_key, is not foreign.
func IsForeign(names ...string) bool {
	foreign := false
	for _, name := range names {
		if saysAWS(name) {
			return false
		}
		for _, word := range words(name) {
			foreign = foreign || isForeignMaker(word)
		}
	}
	return foreign
}

// saysAWS reports whether a name says that it is AWS's.
func saysAWS(name string) bool {
	return slices.ContainsFunc(words(name), func(word string) bool {
		return strings.HasPrefix(word, "aws") || strings.HasPrefix(word, "amazon")
	})
}

// isAWSSecretName reports whether a name that IsSecretName accepts is one that AWS gives: it says AWS, or secret access
// key.
func isAWSSecretName(name string) bool {
	return saysAWS(name) || containsFold(strings.Join(words(name), ""), "secretaccesskey")
}

// isForeign reports whether a word of a name says that the secret is for something other than AWS.
func isForeign(word string) bool {
	switch word {
	case "gcp", "google", "azure", "azurerm", "captcha", "recaptcha", "hcaptcha", "turnstile", "django", "flask", "rails",
		"laravel", "jwt", "oauth", "github", "gitlab", "slack", "stripe", "twilio", "datadog", "sentry":
		return true
	}
	return isForeignMaker(word)
}

// isForeignMaker reports whether a word is the name of a cloud, an object storage or a service with secret keys of the
// form of AWS's, or of a product of one. Google Cloud Storage is one for its HMAC keys.
func isForeignMaker(word string) bool {
	switch word {
	case "gcs", "hmac", "alicloud", "aliyun", "oss", "oci", "tencent", "tencentcloud", "huaweicloud", "b2", "backblaze",
		"cloudflare", "r2", "digitalocean", "spaces", "exoscale", "linode", "minio", "ceph", "garage", "ovh", "scaleway",
		"selectel", "storj", "vultr", "wasabi", "yandex", "yc", "ibm", "duo":
		return true
	}
	return false
}

// isOther reports whether a word of a name says that the value is something that can look like a secret but is none: a
// hash, a public key, or the place where a secret is kept.
func isOther(word string) bool {
	switch word {
	case "hash", "sha", "sha1", "sha224", "sha256", "sha384", "sha512", "md5", "digest", "checksum", "integrity",
		"fingerprint", "thumbprint", "commit", "revision", "rev", "etag", "signature", "public", "certificate", "cert",
		"file", "filename", "path", "dir", "directory", "url", "uri", "arn":
		return true
	}
	return false
}

// isOtherName reports whether something of this name holds no credential of AWS, whatever it looks like.
func isOtherName(name string) bool {
	for _, word := range words(name) {
		if isForeign(word) || isOther(word) {
			return true
		}
	}
	return false
}

// isSMTPName reports whether something of this name holds an SMTP password.
func isSMTPName(name string) bool {
	return containsFold(name, "smtp") || containsFold(name, "ses") && isPasswordName(name)
}

func isPasswordName(name string) bool {
	return containsFold(name, "pass") || containsFold(name, "pwd")
}

// words takes a name apart, in lower case, at everything that is not a letter or a digit and where camel case begins a
// new word: "awsSecretKey", "AWS_SECRET_KEY" and "aws-secret-key" are aws, secret, key.
func words(name string) []string {
	var out []string
	start := 0
	flush := func(end int) {
		if start < end {
			out = append(out, strings.ToLower(name[start:end]))
		}
	}
	for i := range len(name) {
		switch c := classes[name[i]]; {
		case c == other || c == symbol:
			flush(i)
			start = i + 1
		case c == upper && i > start:
			afterSmall := classes[name[i-1]] == lower || classes[name[i-1]] == digit
			beforeSmall := i+1 < len(name) && classes[name[i+1]] == lower
			if afterSmall || beforeSmall {
				flush(i)
				start = i
			}
		}
	}
	flush(len(name))
	return out
}

func lastWord(name string) string {
	split := words(name)
	if len(split) == 0 {
		return ""
	}
	return split[len(split)-1]
}

// containsFold reports whether s contains part, which is ASCII in lower case, in whatever case.
func containsFold(s, part string) bool {
	for i := 0; i+len(part) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(part)], part) {
			return true
		}
	}
	return false
}
