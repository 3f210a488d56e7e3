// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * Lists of words. Looks up a word in all lists at once, without copying it.
 */
final class Words {

	/** Last words of names of secrets. */
	static final int SECRET = 1;

	/** Last words of names whose values may be secret. */
	static final int MAYBE = 1 << 1;

	/** Pairs of words that are the name of a secret. */
	static final int SECRET_PAIR = 1 << 2;

	/** Pairs of words that are a name whose value may be secret. */
	static final int MAYBE_PAIR = 1 << 3;

	/** Words that end like names of secrets, but are not. */
	static final int PASS_WORD = 1 << 4;

	/** Words before "key" in the name of a secret. */
	static final int KEY_OF = 1 << 5;

	/** Words before "key" in other names. */
	static final int PUBLIC_KEY = 1 << 6;

	/** Last words that are ignored. */
	static final int NEUTRAL = 1 << 7;

	/** Last words of names for properties of a secret, which are not redacted. */
	static final int ABOUT = 1 << 8;

	/** Words before "code" in the name of a secret. */
	static final int CODE_OF = 1 << 9;

	/** Words before "signature" in the name of a secret. */
	static final int SIGNED = 1 << 10;

	/** Words before "tokens" in the name of a count. */
	static final int COUNTED = 1 << 11;

	/** Words before "token" in the name of a position in a list. */
	static final int PAGING = 1 << 12;

	/** Words before the token of a parser. */
	static final int PARSED = 1 << 13;

	/** Words between a name and its value. */
	static final int OPERATOR = 1 << 14;

	/** Words in place of a value. */
	static final int ABSENT = 1 << 15;

	/** Words with which a sentence continues after a name. */
	static final int PROSE = 1 << 16;

	/** Words that begin a sentence about a value. */
	static final int SENTENCE = 1 << 17;

	/** Words before card numbers. */
	static final int CARD = 1 << 18;

	/** Words before other numbers. */
	static final int NO_CARD = 1 << 19;

	/** Words before other numbers that may be grouped like card numbers. */
	static final int NO_CARD_IN_GROUPS = 1 << 20;

	/** Labels of values whose names are elsewhere. */
	static final int LABEL = 1 << 21;

	/** Words before the owner of a secret, which is not a value. */
	static final int OWNER = 1 << 22;

	/** After what a message gives the value that it is about. */
	static final int REPORTS = 1 << 23;

	private static final int SLOTS = 2048;

	private static final int LONGEST = 24;

	private static final @Nullable String[] WORDS = new String[SLOTS];

	private static final int[] LISTS = new int[SLOTS];

	static {
		add(SECRET, """
				password passwords passwd pwd pswd pass passphrase passcode passw passwrd pword psk passkey pw psw
				secret mdp contrasena senha jwt bearer wachtwoord parola haslo passe motdepasse secrets token tokens
				credential credentials cred creds apikey apikeys cookie cookies csrf xsrf cvv cvc csc otp totp authkey
				keypass storepass userpass authtoken jsessionid phpsessid sessid sessionid masterauth requirepass
				secretvalue passwort kennwort
				""");
		add(MAYBE, """
				auth aspxauth hmac pin pat sid sas signature sign sig mnemonic code salt nonce seed dsn key assertion
				session state verifier webhook fernet puk clave ticket invite connectionstring samlresponse samlrequest
				identified
				""");
		add(SECRET_PAIR, "password passphrase sessionid securestring rememberme keymaterial tokenhint");
		add(MAYBE_PAIR, """
				connectionstring webhookurl samlresponse samlrequest signatureprovided seedphrase recoveryphrase
				mnemonicphrase backupphrase connstring connstr connectionstr idrsa secretid
				""");
		add(PASS_WORD,
				"auth0 compass bypass trespass overpass surpass encompass underpass topass firstpass secondpass");
		add(KEY_OF, """
				api access account private priv signing sign encryption encrypt decryption decrypt master auth consumer
				subscription shared hmac secret jwt ssh deploy service license licence client app application storage
				admin function functions host sas gpg pgp rsa ecdsa ed25519 ssl tls server webhook signature crypto
				cipher aes des security merchant root vault bot user integration write read ingest instrumentation
				project genie gateway token session cookie kms sendgrid stripe twilio aws azure google maps datadog dd
				newrelic oauth oauth2 saml ldap db sec pass
				""");
		add(PUBLIC_KEY, """
				primary sort foreign partition range routing cache row message idempotency public unique index natural
				surrogate business object s3 bucket order map property config lookup group record dedup translation i18n
				resource composite duplicate item entity event topic lock
				""");
		add(NEUTRAL, """
				value val data string str text raw plain plaintext encoded encrypted enc b64 base64 old new current
				previous prev next confirm confirmation confirmed again repeat repeated bytes chars hash hashed md5 sha
				in the my is s default temp temporary base hex pem json blob pkcs header param uk uq unique idx
				""");
		add(ABOUT, """
				type count counts length len name names arn policy policies expiry expiration expires expired expire exp
				url uri urls endpoint size sizes limit limits index provider providers service services store manager
				encoder decoder filter factory config configuration properties validator validation validity version
				versions id ids exception error errors enabled enable disabled disable required present set valid
				invalid status state address cache bucket path file filename location dir directory format strength hint
				age ttl timeout duration period date time at on created updated algorithm alg class field fields params
				parameter parameters headers prefix suffix resolver source handler interceptor converter repository
				request response reset change changed generator generation util utils helper reader writer parser
				scanner stream number position offset used remaining usage max min budget level rule rules check checker
				match matches mode method model metadata info details description label title attempts attempt retries
				refresh rotation scope scopes audience issuer subject owner username role page form input output button
				column table bean template host port region complexity rate ref reference alias per window interval
				seconds millis ms minutes days hours pattern regex requirements total sum bits ratio strategy supplier
				listener callback domain realm samesite secure httponly processor clearing encoding charset lifetime
				capacity refill context map list pool queue stats test mapper adapter wrapper builder impl spec schema
				ring master holder support aware customizer configurer advisor aspect verification authentication flow
				lookup
				""");
		add(CODE_OF, """
				auth authorization recovery backup verification access security otp mfa totp reset confirmation
				activation device invite invitation unlock oauth pin twofa
				""");
		add(SIGNED, "amz goog oauth access hub request webhook url sas x slack stripe shopify");
		add(COUNTED, """
				max total prompt completion input output num used remaining min cached reasoning available requested
				context generated per limit count
				""");
		add(PAGING, "page next continuation sync start pagination resume marker delta");
		add(PARSED, "unexpected illegal unrecognized expected current invalid unknown bad unrecognised");
		add(OPERATOR, """
				is was like in to by equals equal value with of set as contains ilike has rejected provided given
				returned returns supplied got received invalid here header bound
				""");
		add(ABSENT, """
				null none nil undefined true false unset empty absent present redacted protected hidden masked filtered
				sensitive omitted removed secret provided set unspecified na xxx confidential private blank secured
				suppressed obfuscated encrypted notset notavailable notspecified notconfigured notprovided
				""");
		add(PROSE, """
				must is are was were not no yes required missing invalid incorrect wrong cannot could should does did
				may has have the an a for in from to of unknown expected unexpected and or with at too bad ok okay good
				done valid on off failure error illegal corrupt mismatch stale by as via default this that your
				unauthorized forbidden weak unavailable optional mandatory failing eof please can unable unreadable null
				""");
		add(SENTENCE, """
				must is cannot can should may has does required missing invalid incorrect not no please was too
				""");
		add(OWNER, "for of user client account customer tenant application app host by in at mechanism algorithm");
		add(REPORTS, "was got found received given actual rejected provided");
		add(CARD, """
				card cards pan cc ccn ccnum visa mastercard mc amex maestro discover diners jcb unionpay mir rupay elo
				troy debit credit cardnumber cardno creditcard ccnumber hipercard dankort verve uatp
				primaryaccountnumber kreditkarte
				""");
		add(NO_CARD, """
				order orders invoice ean isbn gtin upc parcel snowflake nanos micros millis id ids tracking trace
				timestamp offset seq sequence ref reference iban phone tel customer ticket shipment sku serial imei
				version bytes row key hash node span orderid transaction txn message event account user time at epoch
				partition thread build revision no nr case batch job item
				""");
		add(NO_CARD_IN_GROUPS, "iban");
		add(LABEL, """
				defaultvalue stringvalue invalidvalue rejectedvalue rejected default content string td dd input actual
				data forinputstring invaliduuidstring
				""");
	}

	private Words() {
	}

	private static void add(int list, String words) {
		for (String word : words.strip().split("\\s+")) {
			int slot = slot(word.hashCode());
			while (WORDS[slot] != null && !word.equals(WORDS[slot])) {
				slot = slot(slot + 1);
			}
			WORDS[slot] = word.toLowerCase(Locale.ROOT);
			LISTS[slot] |= list;
		}
	}

	private static int slot(int hash) {
		return (hash ^ (hash >>> 16)) & (SLOTS - 1);
	}

	/**
	 * The lists that contain a word, in any case. Ignores characters other than letters
	 * and digits, so that two words may be looked up as one.
	 */
	static int of(MeantText text, int start, int end) {
		if (end - start > LONGEST) {
			return 0;
		}
		int hash = 0;
		for (int i = start; i < end; i++) {
			char next = MeantText.lower(text.at(i));
			hash = Characters.isAlphanumeric(next) ? 31 * hash + next : hash;
		}
		for (int slot = slot(hash); WORDS[slot] != null; slot = slot(slot + 1)) {
			if (matches(WORDS[slot], text, start, end)) {
				return LISTS[slot];
			}
		}
		return 0;
	}

	private static boolean matches(String word, MeantText text, int start, int end) {
		int at = 0;
		for (int i = start; i < end; i++) {
			char next = MeantText.lower(text.at(i));
			if (Characters.isAlphanumeric(next) && (at == word.length() || word.charAt(at++) != next)) {
				return false;
			}
		}
		return at == word.length();
	}

}
