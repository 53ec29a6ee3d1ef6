package rules_test

// japanese translates the rules' summaries for README.ja.md. They are found by the English text, so that none is
// forgotten when that text changes.
var japanese = map[string]string{
	"Disallow access keys, secrets and tokens of AWS anywhere in the code":                 "コードのどこにも AWS のアクセスキー、シークレット、トークンを書かない",
	"Disallow long-term access keys":                                                       "長期的なアクセスキーを作成しない",
	"Disallow access keys in workloads that can have a role":                               "IAM ロールを使えるワークロードにアクセスキーを渡さない",
	"Require something that replaces an access key from time to time":                      "アクセスキーを定期的に更新する仕組みを必須にする",
	"Disallow places where the secret of an access key can be read":                        "アクセスキーのシークレットを、読み取れる場所に置かない",
	"Require encryption of the secrets that Terraform keeps in its state":                  "Terraform の state に残るシークレットの暗号化を必須にする",
	"Disallow an access key that several consumers use":                                    "1 つのアクセスキーを複数の利用先で共有しない",
	"Disallow administrator and power user rights for the holder of an access key":         "アクセスキーを持つユーザーに管理者権限やパワーユーザー権限を与えない",
	"Disallow a standing right to create paid compute for the holder of an access key":     "アクセスキーを持つユーザーに、課金対象のコンピューティングリソースをいつでも作成できる権限を与えない",
	"Disallow reading or sharing data on every resource for the holder of an access key":   "アクセスキーを持つユーザーに、すべてのリソースのデータの読み取りや共有を許可しない",
	"Require MFA for what the holder of an access key may do":                              "アクセスキーを持つユーザーの操作に多要素認証 (MFA) を必須にする",
	"Disallow rights by which the holder of an access key can gain more rights":            "アクセスキーを持つユーザーに、権限昇格につながる権限を与えない",
	"Disallow every action of a service on every resource for the holder of an access key": "アクセスキーを持つユーザーに、サービスの全アクションを全リソースに対して許可しない",
	"Disallow conditions on MFA that access keys or their sessions walk past":              "アクセスキーやそのセッションがすり抜けてしまう MFA 条件を書かない",
	"Require MFA of users who may assume a role":                                           "ロールを引き受けるユーザーに MFA を必須にする",
	"Disallow more than one active access key for a user":                                  "1 人のユーザーに有効なアクセスキーを複数持たせない",
	"Require an organization to manage the root credentials of its member accounts":        "組織でメンバーアカウントのルート認証情報を一元管理する",
	"Disallow credentials written for a provider, a backend or a remote state":             "プロバイダー、バックエンド、リモートステートに認証情報を直接書かない",
}
