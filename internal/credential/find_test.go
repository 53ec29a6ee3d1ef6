package credential

import (
	"strings"
	"testing"

	"github.com/seed-c912fb13/tflint-ruleset-aws-access-key/internal/token"
)

func TestFind(t *testing.T) {
	tests := []struct {
		name  string
		text  string // a template for made.fill
		given string // the name given to Find
		want  string
	}{
		// A value by itself.
		{"ID alone", "KEYID", "", "id:"},
		{"ID of an argument", "KEYID", "access_key", "id:access_key"},
		{"temporary ID", "TEMPID", "x", "id:x"},
		{"secret of an argument", "SECRET40", "secret_key", "secret:secret_key"},
		{"secret of an environment variable", "SECRET40", "AWS_SECRET_ACCESS_KEY", "secret:AWS_SECRET_ACCESS_KEY"},
		{"secret with a newline", "SECRET40\n", "aws_secret_access_key", "secret:aws_secret_access_key"},
		{"secret of a bucket's key", "SECRET40", "s3SecretAccessKey", "secret:s3SecretAccessKey"},
		{"token", "LONGTOKEN", "token", "token:token"},
		{"SMTP password", "SMTP44", "smtp_password", "smtp:smtp_password"},
		{"Bedrock key", "BEDROCK133", "AWS_BEARER_TOKEN_BEDROCK", "bedrock:AWS_BEARER_TOKEN_BEDROCK"},
		{"short-term Bedrock key", "SHORTTERM", "api_key", "bedrock:api_key"},

		// The same without context.
		{"secret without a name", "SECRET40", "", ""},
		{"secret with a name that says nothing", "SECRET40", "user_data", ""},
		{"secret with another vendor's name", "SECRET40", "gcs_secret_access_key", ""},
		{"secret of Django", "SECRET40", "DJANGO_SECRET_KEY", ""},
		{"SMTP password without a name", "SMTP44", "", ""},
		{"name given for a longer text", "see SECRET40 for more", "secret_key", ""},

		// Files and scripts.
		{"shell", "#!/bin/bash\nexport AWS_ACCESS_KEY_ID=KEYID\nexport AWS_SECRET_ACCESS_KEY=SECRET40\nexport AWS_REGION=x\n", "user_data", "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY"},
		{"shell, quoted", `AWS_SECRET_ACCESS_KEY="SECRET40" ./run`, "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"shell, single quotes", `export AWS_SECRET_ACCESS_KEY='SECRET40'; x`, "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"default of a shell parameter", "KEY=${AWS_SECRET_ACCESS_KEY:-SECRET40}", "", ""},
		{"session", "AWS_ACCESS_KEY_ID=TEMPID AWS_SECRET_ACCESS_KEY=SECRET40 AWS_SESSION_TOKEN=LONGTOKEN", "", "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY token:AWS_SESSION_TOKEN"},
		{"credentials file", "[default]\naws_access_key_id = KEYID\naws_secret_access_key = SECRET40\n", "", "id:aws_access_key_id secret:aws_secret_access_key"},
		{"aws configure", "aws configure set aws_secret_access_key SECRET40 --profile x", "", "secret:aws_secret_access_key"},
		{"flag", "s3cmd --access_key=KEYID --secret_key=SECRET40 ls", "", "id:access_key secret:secret_key"},
		{"flag and space", "tool --secret-key SECRET40", "", "secret:secret-key"},
		{"docker run", "docker run -e AWS_SECRET_ACCESS_KEY=SECRET40 image", "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"Dockerfile", "ENV AWS_SECRET_ACCESS_KEY SECRET40", "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"JSON", `{"accessKey": "KEYID", "secretKey": "SECRET40"}`, "secret_string", "id:accessKey secret:secretKey"},
		{"container definitions", `[{"environment":[{"name":"AWS_SECRET_ACCESS_KEY","value":"SECRET40"}]}]`, "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"YAML", "aws:\n  secretAccessKey: SECRET40\n", "", "secret:secretAccessKey"},
		{"YAML block", "secret_key: |\n  SECRET40\n", "", "secret:secret_key"},
		{"YAML environment", "env:\n- name: AWS_SECRET_ACCESS_KEY\n  value: SECRET40\n", "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"HCL", "provider \"aws\" {\n  secret_key = \"SECRET40\"\n}", "", "secret:secret_key"},
		{"HCL variable", "variable \"aws_secret_key\" {\n  default = \"SECRET40\"\n}", "", "secret:aws_secret_key"},
		{"Ruby", ":secret_access_key => 'SECRET40'", "", "secret:secret_access_key"},
		{"Python", "os.environ['AWS_SECRET_ACCESS_KEY'] = 'SECRET40'", "", "secret:AWS_SECRET_ACCESS_KEY"},
		{"JavaScript", "AWS.config.secretAccessKey = `SECRET40`", "", "secret:AWS.config.secretAccessKey"},
		{"VCL", "set var.awsSecretKey = \"SECRET40\";", "", "secret:var.awsSecretKey"},
		{"comment", "# old secret access key: SECRET40", "", "secret:old secret access key"},
		{"prose", "the AWS secret key is SECRET40.", "", "secret:the AWS secret key"},
		{"escaped text", `{"script": "set -e\nexport AWS_SECRET_ACCESS_KEY=\"SECRET40\"\nKEYID\n"}`, "", "secret:AWS_SECRET_ACCESS_KEY id:"},
		{"Windows lines", "aws_access_key_id=KEYID\r\naws_secret_access_key=SECRET40\r\n", "", "id:aws_access_key_id secret:aws_secret_access_key"},

		// An ID nearby.
		{"passwd-s3fs", "KEYID:SECRET40", "content", "id:content secret:content"},
		{"CSV of the console", "Access key ID,Secret access key\nKEYID,SECRET40\n", "", "id: secret:"},
		{"two lines", "KEYID\nSECRET40\n", "", "id: secret:"},
		{"secret first", "pass=SECRET40\nuser=KEYID\n", "", "secret:pass id:user"},
		{"connection string", "s3://KEYID:SECRET40@bucket/path", "", "id: secret:"},
		{"ID too far away", "KEYID" + strings.Repeat(" .", neighbourhood) + "SECRET40", "", "id:"},
		{"hash by an ID", "key=KEYID\ncommit_hash=SECRET40\n", "", "id:key"},
		{"another vendor's secret by an ID", "key=KEYID\ngcs_secret=SECRET40\n", "", "id:key"},
		{"URL by an ID", "KEYID https://x.example.com/SECRET40", "", "id:"},
		{"ARN by an ID", "KEYID arn:aws:iam::123456789012:user/SECRET40", "", "id:"},
		{"end of a certificate by an ID", "KEYID\n" + strings.Repeat("MIIB", 16) + "\nSECRET40\n-----END", "", "id:"},
		{"token with a prefix by an ID", "KEYID ghp_SECRET40", "", "id:"},
		{"JWT by an ID", "KEYID eyJh.SECRET40.x", "", "id:"},
		{"padded base64 by an ID", "KEYID SECRET40=", "", "id:"},
		{"41 characters", "secret_key = SECRET40a", "", ""},

		// SMTP passwords.
		{"Postfix", "[email-smtp.us-east-1.amazonaws.com]:587 KEYID:SMTP44", "", "id: smtp:"},
		{"host nearby", "EMAIL_HOST=email-smtp.eu-west-1.amazonaws.com\nEMAIL_HOST_PASSWORD=SMTP44", "", "smtp:EMAIL_HOST_PASSWORD"},
		{"user nearby", "EMAIL_USER=KEYID\nEMAIL_PASSWORD=SMTP44", "", "id:EMAIL_USER smtp:EMAIL_PASSWORD"},
		{"password of something else", "DB_PASSWORD=SMTP44", "", ""},
		{"hash of the same length", "smtp_checksum=SMTP44", "", ""},

		// Boundaries of IDs.
		{"presigned URL", "https://b.s3.amazonaws.com/k?X-Amz-Credential=KEYID%2F20130524%2Fus-east-1%2Fs3%2Faws4_request", "", "id:X-Amz-Credential"},
		{"percent-encoded", "x%3DKEYID%2F2013", "", "id:"},
		{"credential scope", "Credential=KEYID/20130524/us-east-1", "", "id:Credential"},
		{"path", "s3/KEYID/x", "", "id:"},
		{"longer word", "xKEYID KEYIDX KEYID_ _KEYID 9KEYID", "", ""},
		{"in angle brackets", "<KEYID>", "", "id:"},
	}
	m := newMade(1)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			text := m.fill(test.text)
			got := Find(text, test.given)
			checkMatches(t, text, got)
			if kinds(got) != test.want {
				t.Errorf("Find(%q, %q) = %q, want %q", test.text, test.given, kinds(got), test.want)
			}
		})
	}
}

func TestFindFields(t *testing.T) {
	m := newMade(2)
	newer := "AKIARZPUZDIKA" + "2B7QXK3" // in two parts: an ID with an account
	text := "export AWS_ACCESS_KEY_ID=" + newer + "\n# " + m.temporaryID + " " + m.token + " " + m.bedrockShort
	got := Find(text, "user_data")
	if len(got) != 4 {
		t.Fatalf("found %v, want 4", got)
	}
	if m := got[0]; m.Value != newer || m.Prefix != "AKIA" || m.Account != "123456789012" || m.Temporary || m.Start != 25 || m.End != 45 {
		t.Errorf("newer ID: %#v of account %q", m, m.Account)
	}
	if m := got[1]; m.Prefix != "ASIA" || m.Account != "" || !m.Temporary {
		t.Errorf("temporary ID: %#v of account %q", m, m.Account)
	}
	if found := got[2]; found.Kind != SessionToken || !found.Temporary || found.Value != m.token {
		t.Errorf("session token: %#v", found)
	}
	if found := got[3]; found.Kind != BedrockAPIKey || !found.Temporary || found.Value != m.bedrockShort {
		t.Errorf("short-term Bedrock key: %#v", found)
	}
	if got := Find(m.bedrock, "")[0]; got.Temporary || got.Value != m.bedrock {
		t.Errorf("Bedrock key: %#v", got)
	}
	if s := got[0].String(); s != "access key ID AKIA…QXK3" {
		t.Errorf("String() = %q", s)
	}
}

func TestFindBesideKeyID(t *testing.T) {
	m := newMade(19)
	for _, test := range []struct{ text, name, want string }{
		{"SECRET40", "secret", "secret:secret"},
		{"SECRET40", "", "secret:"},
		{"SMTP44", "password", "smtp:password"},
		{"SMTP44", "checksum", ""},
		{"SECRET40", "commit_hash", ""},
		{"SECRET40", "gcs_secret", ""},
		{"see SECRET40", "secret", ""},
		{"secret=SECRET40", "user_data", ""},
	} {
		got := Detector{BesideKeyID: true}.Find(m.fill(test.text), test.name)
		if kinds(got) != test.want {
			t.Errorf("%q named %q: %q, want %q", test.text, test.name, kinds(got), test.want)
		}
		if test.want != "" && Find(m.fill(test.text), test.name) != nil {
			t.Errorf("%q named %q is found without the ID beside it", test.text, test.name)
		}
	}
}

func TestFindExamples(t *testing.T) {
	const text = "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	if got := Find(text, ""); got != nil {
		t.Errorf("Find = %v, want nothing", got)
	}
	got := Detector{Examples: true}.Find(text, "")
	if kinds(got) != "id:AWS_ACCESS_KEY_ID secret:AWS_SECRET_ACCESS_KEY" || !got[0].Example || !got[1].Example {
		t.Errorf("with examples: %v", got)
	}
	// What looks like an example but is not one may be real.
	for _, text := range []string{"AKIAIOSFODNN7EXAMAAA", "AKIAIOS3F6KN7EXAMPL3"} {
		if got := Find(text, ""); len(got) != 1 || got[0].Example {
			t.Errorf("Find(%q) = %v, want the ID", text, got)
		}
	}
	if got := Find("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMAAAKEY", "secret_key"); len(got) != 1 {
		t.Errorf("Find = %v, want the secret", got)
	}
	// A real secret beside an example ID is real.
	secret := newMade(3).secret
	if got := Find("AKIAIOSFODNN7EXAMPLE:"+secret, ""); len(got) != 1 || got[0].Value != secret {
		t.Errorf("Find = %v, want the secret", got)
	}
}

// What is known only after apply is no literal, and a literal beside it is only a piece of something.
func TestFindTokens(t *testing.T) {
	m := newMade(4)
	for _, text := range []string{
		"AWS_SECRET_ACCESS_KEY=" + token.Text(7),
		"AWS_SECRET_ACCESS_KEY=" + token.Text(7) + m.secret,
		"AWS_SECRET_ACCESS_KEY=" + m.secret + token.Text(7),
		"AKIA" + token.Text(7),
	} {
		if got := Find(text, "user_data"); got != nil {
			t.Errorf("Find(%q) = %v, want nothing", text, got)
		}
	}
	text := "aws_access_key_id=" + token.Text(7) + "\naws_secret_access_key=" + m.secret
	if got := Find(text, ""); kinds(got) != "secret:aws_secret_access_key" {
		t.Errorf("secret beside an unknown ID: %v", got)
	}
}

func TestFindNothing(t *testing.T) {
	lines := []string{
		"AKIA", "AKIAIOSFODNN7", "AKIAVAN", "AKIAEXAMPLEKEY", crossedOut, "AKIAAAAAAAAAAAAAAAAA", "AKIAxxxxxxxxxxxxxxxx",
		"AKIA2E3F4G5H6I7J8K9L", "akiayexamplekeyexamp", "AKIAQRSTUVWXYZEXAMPLE", "ASIACQRSTUVWRAOEXAMPLE",
		"AKIAFAKEFAKEFAKEFAKE", "AKIAINYOURACCESSKEYI", "AKIAABCDEFGHIJKLMNOP", "AKIAMYTESTKEYTESTKEY", "LKIAQAAAAAAAGFWJ2QXP",
		"AWS_ACCESS_KEY_ID=FOO AWS_SECRET_ACCESS_KEY=bar",
		"AWS_SECRET_ACCESS_KEY=xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
		"AWS_SECRET_ACCESS_KEY=1234567890123456789012345678901234567890",
		"AWS_SECRET_ACCESS_KEY=abcdefghijklmnopqrstuvwxyzABCDEFGH123456",
		"AWS_SECRET_ACCESS_KEY=YourSecretAccessKey0YourSecretAccessKey0",
		"AWS_SECRET_ACCESS_KEY=${var.secret_access_key_of_the_deploy_user}",
		"AWS_SECRET_ACCESS_KEY=$(aws configure get aws_secret_access_key)",
		"AWS_SECRET_ACCESS_KEY={{ vault_aws_secret_access_key }}",
		"AWS_SECRET_ACCESS_KEY=<your-secret-access-key-goes-here-please>",
		"AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYESAMPLEKEY",
		"AWS_SECRET_ACCESS_KEY=SAMPLEUtnFEMI/K7MDENG/bPxRfiCYEXXXXXXKEY",
		"secret_key = da39a3ee5e6b4b0d3255bfef95601890afd80709",
		"secret_key = DA39A3EE5E6B4B0D3255BFEF95601890AFD80709",
		"secret_key = arn:aws:iam::123456789012:role/service-role/MyRole1",
		"secret_key = /Home/Users/Build01/Work/Terraform/State/a",
		"recaptcha_secret_key = 6LeIxAcTAAAAAGGxvFI1TnRWxMZNFuojJ4WifJWe",
		"secret_key = 6LeIxAcTAAAAAGGxvFI1TnRWxMZNFuojJ4WifJWe",
		"token = IQoJb3JpZ2luX2Vj...", "token = FwoGZXIvYXdzEBYaDEXAMPLE",
		"token = IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZ2luX2IQoJb3JpZVERYLONGSTRINGEXAMPLE",
		"ABSKQmVkcm9ja0FQSUtleS", "bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t",
	}
	for _, prefix := range []string{"AROA", "AIDA", "AGPA", "ANPA", "ANVA", "AIPA", "APKA", "ASCA", "A3TX"} {
		lines = append(lines, prefix+"IOSFODNN7QWZTKBV", prefix+"IOSFODNN7QWZTKBVJ")
	}
	for _, line := range lines {
		if got := Find(line, "user_data"); got != nil {
			t.Errorf("Find(%q) = %v, want nothing", line, got)
		}
		if got := FindEncoded(line, "user_data"); got != nil {
			t.Errorf("FindEncoded(%q) = %v, want nothing", line, got)
		}
	}
}
