package credential

import (
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

func TestIsSecretName(t *testing.T) {
	for _, name := range []string{
		"aws_secret_access_key", "AWS_SECRET_ACCESS_KEY", "AWSSecretKey", "secretAccessKey", "SecretKey", "secret_key",
		"SECRET_KEY", "s3_secret_key", "s3-secret", "aws.secret.key", "awsSecret", "--secret-key", "deploy_aws_secret",
		"iam_secret", "access_key_secret", "fog_connection/aws_secret_access_key", "AWS_SECRET_ACCESS_KEY_PROD",
		"var.awsSecretKey", "the AWS secret key", "TRAVIS_WORKER_AWS_SECRET_ACCESS_KEY",
	} {
		if !IsSecretName(name) {
			t.Errorf("IsSecretName(%q) is false", name)
		}
	}
	for _, name := range []string{
		"", "key", "access_key", "AWS_ACCESS_KEY_ID", "secret", "client_secret", "secret_name", "user_data", "password",
		"gcs_secret_access_key", "minio_secret_key", "DJANGO_SECRET_KEY", "recaptcha_secret_key", "secret_id", "token",
		"secret_key_path", "aws_secret_access_key_hash", "secretKeyFile", "aws_secret_arn",
	} {
		if IsSecretName(name) {
			t.Errorf("IsSecretName(%q) is true", name)
		}
	}
}

func TestProviderArgument(t *testing.T) {
	for name, want := range map[string]Kind{
		"access_key": AccessKeyID, "secret_key": SecretAccessKey, "token": SessionToken, "profile": 0, "region": 0, "": 0,
	} {
		if got, ok := ProviderArgument(name); got != want || ok != (want != 0) {
			t.Errorf("ProviderArgument(%q) = %v, %v, want %v", name, got, ok, want)
		}
	}
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"aws_secret_key": "aws secret key", "awsSecretKey": "aws secret key", "AWSSecretKey": "aws secret key", "S3Key": "s3 key",
		"AWS-SECRET.KEY": "aws secret key", "sha256sum": "sha256sum", "": "", "__": "", "A": "a", "ABc": "a bc", "ünder_key": "nder key",
	} {
		if got := strings.Join(words(name), " "); got != want {
			t.Errorf("words(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestIsPlaceholder(t *testing.T) {
	for _, s := range []string{
		"", "  ", "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "AKIDEXAMPLE", crossedOut,
		"AKIAEXAMPLEKEY", "test", "testing", "test-access-key", "mock_access_key", "mock_secret_key", "localstack", "fake", "dummy",
		"LKIAQAAAAAAAGFWJ2QXP", "000000000000", "123456789012", "*********", "xxxx", "xxxxxxxx", "x", "changeme", "CHANGE_ME",
		"<your key>", "<ACCESS_KEY>", "your-access-key", "YOUR_ACCESS_KEY", "my_secret_key", "AWS_ACCESS_KEY_ID", "FOO", "bar",
		"${var.key}", "$AWS_ACCESS_KEY_ID", "$(pass aws)", "{{ key }}", "((aws_key))", "%s", "__KEY__", "var.access_key", "AKIA...",
		"placeholder", "todo", "none", "null", "anything", "notused", token.Text(3), "a" + token.Text(3),
	} {
		if !IsPlaceholder(s) {
			t.Errorf("IsPlaceholder(%q) is false", s)
		}
	}
	m := newMade(13)
	for _, s := range []string{
		m.keyID, m.temporaryID, m.secret, m.smtp, m.token, m.bedrock, "AKIAIOSFODNN7EXAMAAA", "AKIAVAN", "0CU4jk0", "randomcharactersabcdef",
		"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMAAAKEY", "hunter2!", "correct horse battery staple",
	} {
		if IsPlaceholder(s) {
			t.Errorf("IsPlaceholder(%q) is true", s)
		}
	}
}

func TestIsExample(t *testing.T) {
	for s, want := range map[string]bool{
		"AKIAIOSFODNN7EXAMPLE": true, "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": true, "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY": true,
		"AKIDEXAMPLE": true, "AKIAIOSFODNN7EXAMPL3": false, "test": false, "": false,
	} {
		if got := IsExample(s); got != want {
			t.Errorf("IsExample(%q) = %v", s, got)
		}
	}
}

func TestKindString(t *testing.T) {
	for kind, want := range map[Kind]string{
		AccessKeyID: "access key ID", SecretAccessKey: "secret access key", SessionToken: "session token",
		SESSMTPPassword: "SES SMTP password", BedrockAPIKey: "Bedrock API key", 0: "credential",
	} {
		if got := kind.String(); got != want {
			t.Errorf("Kind(%d).String() = %q, want %q", kind, got, want)
		}
	}
}
