package io.github.swffailure.redaction;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of secret: the first group of a regular expression. The expressions do not
 * backtrack more than a bounded number of characters.
 */
final class SecretRule {

	/** A password in a URL. */
	private static final SecretRule URL_PASSWORD = new SecretRule(SecretScan.URL,
			"://[^\\s/@:?#\"']{0,256}:([^\\s/\"'<>]{1,512})(?=@)");

	/** A token in the place of the user of a URL. */
	private static final SecretRule URL_TOKEN = new SecretRule(SecretScan.URL, "://([A-Za-z0-9_-]{20,512})(?=@)");

	/** A password in a URL of Oracle's JDBC driver. */
	private static final SecretRule JDBC_PASSWORD = new SecretRule(SecretScan.URL,
			"(?i)jdbc:[a-z0-9]{1,16}:[a-z0-9]{1,16}:[^\\s/@:\"']{1,128}/([^\\s@\"']{1,256})(?=@)");

	/** A header with credentials. */
	private static final SecretRule AUTHORIZATION = new SecretRule(SecretScan.NAMED_VALUE, """
			(?ix) authorization \\\\{0,3} ["']? \\s{0,8} [:=] \\s{0,8} \\\\{0,3} ["'\\[]?
			( (?: basic | bearer | digest | negotiate | ntlm | token | apikey | aws4-hmac-sha256 ) \\s+ [^\\r\\n"']+
			| (?= [^\\s"']{0,64} \\d ) [^\\s"']{8,} )""");

	/** A name that says that its value is secret. */
	private static final String NAME = """
			(?ix) (?: passw(?:or)?d | passphrase | pwd | secret | token | credentials? | x-amz-signature
			| (?<! [a-z0-9_] ) pass (?= ["']? =)
			| (?: api | access | account | private | signing | encryption | master ) [_-]? key )
			(?! iz | ary | \\w{0,48} (?: exception | error ) (?! \\w ) | [_-]? (?: type | count | length | name | arn | policy | expir | ur[li] | endpoint | size | limit
			| index | provider | service | store | manager ) )
			[\\w-]{0,24} \\\\{0,3} ["']?""";

	/** A value whose name says that it is secret. */
	private static final SecretRule NAMED_VALUE = new SecretRule(SecretScan.NAMED_VALUE,
			NAME + """
					\\s{0,8} (?: => | [:=] ) \\s{0,8}
					(?! (?: must | is | are | was | were | not | no | null | none | true | false | required | missing | invalid
					| incorrect | wrong | expired | cannot | could | should | does | did | may | has | have | the | an? | for | in
					| from | to | of | unknown | empty | expected | unexpected | and | or | with | at | too | \\[redacted\\]
					| (?-i: [A-Z]+ (?: _[A-Z]+ )+ ) ) (?: [\\s,;.!?)\\]}"'<] | $ ) )
					( \\\\{1,3}" [^"\\\\]*+ | "[^"\\\\]*+ (?: \\\\. [^"\\\\]*+ )*+ "? | ' [^'\\\\]*+ (?: \\\\. [^'\\\\]*+ )*+ '?
					| \\{ [^}\\r\\n]*+ \\}? | \\[ (?: \\s*+ ["'] | [^\\s\\]] ) [^\\]]{0,4096}+ \\]
					| [^\\s"'<>&;{] [^\\s"'<>&;]* [^\\s"'<>&;,.)\\]}\\\\] | [^\\s"'<>&;,.)\\]}\\\\] )""");

	/** An element of XML whose name, or last attribute, says that it is secret. */
	private static final SecretRule XML_VALUE = new SecretRule(SecretScan.NAMED_VALUE, NAME + """
			(?: \\s [^<>]{0,512} )? > (?! \\[redacted\\] )
			( <!\\[CDATA\\[ [^\\]]*+ | [^<\\s] [^<]*+ (?= </ ) | [^<\\s>.:,;=@(){}\\[\\]-] [^<\\s]*+ )""");

	/** What follows a scheme of HTTP authentication. */
	private static final SecretRule SCHEME = new SecretRule(SecretScan.SCHEME,
			"(?i)(?<![a-z0-9_])(?:bearer|basic)\\s{1,4}([a-z0-9._~+/=-]{8,})", Credentials::isCredential);

	/** An access key id of AWS. */
	private static final SecretRule ACCESS_KEY_ID = new SecretRule(SecretScan.KEY_ID,
			"(?<![A-Za-z0-9])((?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,})");

	/** A JSON web token, or its beginning. */
	private static final SecretRule JWT = new SecretRule(SecretScan.JWT,
			"(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{8,}+(?:\\.[A-Za-z0-9_-]*+){0,4})");

	/** A session token of AWS. */
	private static final SecretRule SESSION_TOKEN = new SecretRule(SecretScan.LONG_WORD,
			"((?:FwoGZXIvYXdz|IQoJb3JpZ2lu|AQoDYXdz|AgoJb3JpZ2lu)[A-Za-z0-9/+=%_-]{16,}+)");

	/** A secret access key of AWS. */
	private static final SecretRule SECRET_KEY = new SecretRule(SecretScan.LONG_WORD,
			"(?<![A-Za-z0-9/+_-])([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+_-])", Credentials::isRandom);

	/** All kinds, in the order in which they are looked for. */
	static final List<SecretRule> ALL = List.of(URL_PASSWORD, URL_TOKEN, JDBC_PASSWORD, AUTHORIZATION, NAMED_VALUE,
			XML_VALUE, SCHEME, ACCESS_KEY_ID, JWT, SESSION_TOKEN, SECRET_KEY);

	private final int sign;

	private final Pattern pattern;

	private final Predicate<String> condition;

	private SecretRule(int sign, String expression) {
		this(sign, expression, (secret) -> true);
	}

	private SecretRule(int sign, String expression, Predicate<String> condition) {
		this.sign = sign;
		this.pattern = Pattern.compile(expression);
		this.condition = condition;
	}

	/**
	 * Redacts secrets of this kind.
	 * @param text the text
	 * @param signs what {@link SecretScan} has found in it
	 */
	String redact(String text, int signs) {
		return ((signs & this.sign) != 0) ? this.pattern.matcher(text).replaceAll(this::replacement) : text;
	}

	private String replacement(MatchResult found) {
		boolean secret = this.condition.test(found.group(1));
		return secret ? ApplicationPatterns.replacement(found) : Matcher.quoteReplacement(found.group());
	}

}
