package io.github.swffailure.redaction;

import java.util.List;
import java.util.Set;

/**
 * The words that names of secrets are made of, and those that make a name harmless.
 */
final class NameWords {

	static final Set<String> SECRET = Characters
		.words("""
				password passwords passwd pwd pswd pass passphrase passcode passw passwrd pword psk passkey pw psw secret secrets token
				tokens credential credentials cred creds passwort kennwort contrasena senha jwt bearer apikey
				apikeys cookie cookies csrf xsrf cvv cvc csc otp totp authkey keypass
				storepass userpass authtoken
				""");

	static final Set<String> MAYBE = Characters.words("""
			auth pin sid sas signature sig mnemonic code salt nonce seed dsn key assertion session state verifier
			""");

	/** Ends of names that are written as one word. */
	static final List<String> ENDS = List.of("password", "passwords", "passwd", "passphrase", "pwd", "secret", "token",
			"credential", "credentials", "creds", "apikey", "accesskey", "secretkey", "privatekey", "authkey",
			"sessionid", "passwort", "kennwort", "accountkey", "sharedkey", "jwt");

	static final Set<String> PASS_WORDS = Characters.words("""
			compass bypass trespass overpass surpass encompass underpass topass firstpass secondpass
			""");

	/** What makes a key one that is to be kept secret. */
	static final Set<String> KEY_OF = Characters.words("""
			api access account private priv signing sign encryption encrypt decryption decrypt master auth
			consumer subscription shared hmac secret jwt ssh deploy service license licence client app
			application storage admin function functions host sas gpg pgp rsa ecdsa ed25519 ssl tls server
			webhook signature crypto cipher aes des security merchant root vault bot user integration write read
			ingest instrumentation project genie gateway token session cookie hash kms sendgrid stripe twilio
			aws azure google maps datadog dd newrelic oauth oauth2 saml ldap db sec pass
			""");

	static final Set<String> PUBLIC_KEY = Characters.words("""
			primary sort foreign partition range routing cache row message idempotency public unique index
			natural surrogate business object s3 bucket order map property config lookup group record dedup
			translation i18n resource composite duplicate item entity event topic lock
			""");

	/** Endings that change nothing. */
	static final Set<String> NEUTRAL = Characters.words("""
			value val data string str text raw plain plaintext plain_text encoded encrypted enc b64 base64 old
			new current previous prev next confirm confirmation confirmed again repeat repeated bytes chars hash
			hashed md5 sha in the my is s default temp temporary base hex pem json blob pkcs header param
			""");

	/** What a secret has, but is not: names that end so are left alone. */
	static final Set<String> ABOUT = Characters.words("""
			type count counts length len name names arn policy policies expiry expiration expires expired expire
			exp url uri urls endpoint size sizes limit limits index provider providers service services store
			manager encoder decoder filter factory config configuration properties validator validation validity
			version versions id ids exception error errors enabled enable disabled disable required present set
			valid invalid status state address cache bucket path file filename location dir directory format
			strength hint age ttl timeout duration period date time at on created updated algorithm alg class
			field fields params parameter parameters headers prefix suffix resolver source handler interceptor
			converter repository request response reset change changed generator generation util utils helper
			reader writer parser scanner stream number position offset used remaining usage max min budget level
			rule rules check checker match matches mode method model metadata info details description label
			title attempts attempt retries refresh rotation scope scopes audience issuer subject owner username
			role page form input output button column table bean template host port region complexity rate ref
			reference alias per window interval seconds millis ms minutes days hours pattern regex requirements
			total sum bits ratio strategy supplier listener callback domain realm samesite secure httponly
			processor clearing encoding charset lifetime capacity refill context map list pool queue stats test
			mapper adapter wrapper builder impl spec schema ring master holder support aware customizer
			configurer advisor aspect verification authentication flow lookup
			""");

	/** What makes a code one that is to be kept secret. */
	static final Set<String> CODE_OF = Characters.words("""
			auth authorization recovery backup verification access security otp mfa totp reset confirmation activation
			device invite invitation unlock oauth
			""");

	/** Whose signature is to be kept secret. */
	static final Set<String> SIGNED = Characters.words("amz goog oauth access hub request webhook url sas x");

	static final Set<String> COUNTED = Characters.words("""
			max total prompt completion input output num used remaining min cached reasoning available requested
			context generated per limit count
			""");

	static final Set<String> PAGING = Characters.words("""
			page next continuation sync start pagination resume marker delta
			""");

	private NameWords() {
	}

}
