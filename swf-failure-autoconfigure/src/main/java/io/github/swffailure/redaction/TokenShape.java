// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.redaction;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The shape of a kind of token: its prefix, and the kind and number of the characters
 * that follow.
 *
 * @param name the issuer of the token
 * @param prefixes its prefixes
 * @param body the characters that follow
 * @param least the minimum number of these
 * @param example a token of this shape
 * @param counterExample a similar text that is not redacted
 */
record TokenShape(String name, List<String> prefixes, Body body, int least, String example, String counterExample) {

	/** Characters of tokens. */
	@SuppressWarnings("ImmutableEnumChecker") // filled once, by the constructor
	enum Body {

		/** Upper case and digits. */
		UPPER("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),

		/** Hexadecimal digits. */
		HEX("0123456789abcdefABCDEF"),

		/** Letters and digits. */
		WORD("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),

		/** Base64 for URLs, and characters that join its parts. */
		URL("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.=~"),

		/** Base64 of any kind. */
		ANY("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-.=~+/%:@");

		private final boolean[] characters = new boolean[128];

		Body(String characters) {
			characters.chars().forEach((next) -> this.characters[next] = true);
		}

		boolean has(char any) {
			return any < 128 && this.characters[any];
		}

	}

	/** Prevents secret scanners from reporting the examples as tokens. */
	private static final String MARK = "\u27c2";

	/** Name, prefixes, body and its minimum length, example, counter-example. */
	private static final String TABLE = """
			AWS access key id     | AKIA ASIA ABIA ACCA A3T          | UPPER 12 | AKIA\u27c2IOSFODNN7EXAMPLE                          | AKIA is missing
			AWS session token     | FwoGZXIvYXdz IQoJb3JpZ2lu AQoDYXdz AgoJb3JpZ2lu | ANY 16 | IQoJb3JpZ2\u27c2luX2VjEJv0aCXVzLWVhc3Q | IQoJb3JpZ2lu cut
			AWS Bedrock key       | ABSKQmVkcm9ja0FQSUtleS           | ANY 20   | ABSKQmVkcm9ja0FQ\u27c2SUtleS1hYmNkZWZnaGlqa2xtbm9w | ABSKQmVkcm9ja0FQSUtleS
			JSON web token        | eyJ                              | URL 8    | eyJhbGciOi\u27c2JIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0 | keyJoinColumns
			GitHub                | ghp_ gho_ ghu_ ghs_ ghr_         | WORD 20  | ghp_\u27c2abcdefghij0123456789ABCDEFGHIJ012345       | ghp_prefix
			GitHub fine-grained   | github_pat_                      | URL 20   | github_pat_\u27c211ABCDEFG0abcdefghijkl_mnop         | github_pat_new
			GitLab                | glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glagent- glimt- gloas- glffct- glrtr- glwt- GR1348941 | URL 18 | glpat-\u27c2abcdefghij0123456789 | glpat-rotated
			Slack                 | xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxe.xox xapp- xoxc- xoxd- | URL 10 | xoxb-\u27c2123456789012-abcdefghijkl | xoxb-token
			Slack webhook         | hooks.slack.com/services/ hooks.slack.com/workflows/ hooks.slack.com/triggers/ | ANY 16 | hooks.slack.com/serv\u27c2ices/T00000000/B00000000/abcdefghijkl | hooks.slack.com/services/
			Discord webhook       | discord.com/api/webhooks/ discordapp.com/api/webhooks/ | ANY 20 | discord.com/api/web\u27c2hooks/123456789/abcdefghijklmnop | discord.com/api/webhooks/
			Telegram bot          | /bot0 /bot1 /bot2 /bot3 /bot4 /bot5 /bot6 /bot7 /bot8 /bot9 | ANY 16 | /bot123456\u27c2789:abcdefghijklmnop | /bot1/status
			Teams webhook         | webhook.office.com/webhookb2/    | ANY 20   | webhook.office.com/web\u27c2hookb2/0123456789abcdef0123 | webhook.office.com/webhookb2/x
			Stripe                | sk_live_ sk_test_ rk_live_ rk_test_ rk_prod_ sk_prod_ whsec_ | ANY 10 | sk_live_\u27c2abcdefghij0123456789 | sk_live_key
			Square                | sq0atp- sq0csp- sq0idp-          | URL 20   | sq0atp-\u27c2abcde01234klmnopqrstuv                  | sq0atp-x
			Twilio                | SK                               | HEX 32   | SK\u27c20123456789abcdef0123456789abcdef             | SKU 0123456789
			SendGrid              | SG.                              | URL 30   | SG.\u27c2abcde01234klmnopqrstuv.abcdefghijklmnop     | SG.1
			Mailgun               | key-                             | HEX 32   | key-\u27c20123456789abcdef0123456789abcdef           | key-value
			npm                   | npm_                             | WORD 20  | npm_\u27c2abcdefghij0123456789ABCDEFGHIJ012345       | npm_config_cache
			PyPI                  | pypi-                            | URL 40   | pypi-AgEIcHlwaS5v\u27c2cmcabcdefghijklmnopqrstuvwxyz0123456789 | pypi-mirror
			RubyGems              | rubygems_                        | HEX 40   | rubygems_\u27c20123456789abcdef0123456789abcdef01234567 | rubygems_mirror
			Docker Hub            | dckr_pat_ dckr_oat_              | URL 20   | dckr_pat_\u27c2abcdefghij0123456789                  | dckr_pat_x
			Google API key        | AIza                             | URL 30   | AIza\u27c2abcdefghijklmnopqrstuvwxyz012345678        | AIzaSy cut
			Google OAuth          | ya29. GOCSPX- 1//0                  | URL 20   | ya29.\u27c2abcdefghij0123456789                      | ya29. is short
			Vault                 | hvs. hvb. hvr.                   | URL 20   | hvs.\u27c2abcdefghij0123456789                       | hvs.example
			Terraform             | .atlasv1.                        | URL 20   | .atlasv1.\u27c2abcdefghij0123456789                  | .atlasv1.x
			DigitalOcean          | dop_v1_ doo_v1_ dor_v1_          | HEX 20   | dop_v1_\u27c20123456789abcdef0123456789abcdef        | dop_v1_x
			Shopify               | shpat_ shpca_ shppa_ shpss_      | HEX 20   | shpat_\u27c20123456789abcdef0123456789abcdef         | shpat_x
			Anthropic and OpenAI  | sk-ant- sk-proj- sk-svcacct- sk-admin- sk-or-v1- sk- | URL 20 | sk-proj-\u27c2abcdefghij0123456789ABCD | sk-proj-x
			Hugging Face          | hf_ api_org_                     | WORD 16  | hf_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGH          | hf_hub
			Groq, xAI, Perplexity | gsk_ xai- pplx-                  | WORD 30  | gsk_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGH         | gsk_x
			Replicate             | r8_                              | WORD 30  | r8_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGH          | r8_x
			Databricks            | dapi                             | HEX 32   | dapi\u27c20123456789abcdef0123456789abcdef           | dapi/v1
			Grafana               | glsa_ glc_                       | ANY 30   | glsa_\u27c2abcdefghijklmnopqrstuvwxyz012345_01234567 | glsa_x
			Sentry                | sntrys_ sntryu_                  | ANY 30   | sntrys_\u27c2abcdefghijklmnopqrstuvwxyz0123456789    | sntrys_x
			New Relic             | NRAK- NRJS- NRII-                | URL 19   | NRAK-\u27c2ABCDEFGHIJKLMNOPQRSTUVWXYZ0               | NRAK-x
			Postman               | PMAK-                            | URL 24   | PMAK-\u27c20123456789abcdef01234567-abcdef           | PMAK-x
			Atlassian             | ATATT3 ATBB ATCTT3               | ANY 24   | ATATT3\u27c2abcde01234klmnopqrstuvwx                 | ATATT3
			Linear, Notion, Figma | lin_api_ ntn_ figd_              | URL 30   | lin_api_\u27c2abcdefghijklmnopqrstuvwxyz012345       | lin_api_x
			PlanetScale, Supabase | pscale_tkn_ pscale_pw_ pscale_oauth_ sbp_ sb_secret_ | URL 20 | pscale_tkn_\u27c2abcdefghij0123456789 | pscale_tkn_x
			Doppler, Pulumi       | dp.pt. dp.ct. dp.sa. dp.st. dp.scim. dp.audit. pul-               | URL 30   | dp.pt.\u27c2abcdefghijklmnopqrstuvwxyz0123456789     | dp.pt.x
			SonarQube             | sqp_ squ_ sqa_                   | HEX 40   | squ_\u27c20123456789abcdef0123456789abcdef01234567   | squ_x
			age                   | AGE-SECRET-KEY-1                 | UPPER 30 | AGE-SECRET-KEY-\u27c21ABCDEFGHIJ0123456789KLMNOPQRSTUV | AGE-SECRET-KEY-1
			Alibaba Cloud         | LTAI                             | WORD 16  | LTAI\u27c2abcdefghij0123456789                       | LTAI key
			1Password             | ops_eyJ                          | ANY 40   | ops_eyJ\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | ops_key
			Artifactory           | AKCp cmVmdGtu                    | WORD 40   | AKCp\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | AKCp
			Clojars               | CLOJARS_                         | WORD 40   | CLOJARS_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | CLOJARS_x
			Adobe, Frame.io       | p8e- fio-u-                      | URL 32   | p8e-\u27c2abcde01234klmnopqrstuvwxyzABCDEF         | p8e-x
			Duffel, Shippo        | duffel_test_ duffel_live_ shippo_live_ shippo_test_ | URL 36   | duffel_test_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ | shippo_live_x
			Dynatrace             | dt0c01. dt0s01.                  | URL 40   | dt0c01.\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | dt0c01.x
			EasyPost              | EZAK EZTK                        | WORD 40   | EZAK\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | EZAK
			Facebook, Square      | EAAC EAAM EAAA                   | WORD 40   | EAAC\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | EAACx
			Flutterwave           | FLWSECK_TEST- FLWSECK-           | WORD 12   | FLWSECK_TEST-\u27c2abcde01234kl                    | FLWSECK-x
			Fly.io                | fo1_ fm1_ fm2_                   | ANY 36   | fo1_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ     | fo1_x
			Heroku                | HRKU-                            | URL 36   | HRKU-\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | HRKU-x
			HubSpot               | pat-na1- pat-na2- pat-eu1-       | URL 16   | pat-na1-\u27c20123456789abcdef01234567             | pat-na1-x
			Brevo                 | xkeysib-                         | URL 40   | xkeysib-\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | xkeysib-x
			Readme, Typeform      | rdme_ tfp_                       | URL 40   | rdme_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | tfp_x
			Scalingo, Infracost   | tk-us- ico-                      | URL 32   | tk-us-\u27c2abcde01234klmnopqrstuvwxyzABCDEF       | tk-us-x
			Sourcegraph           | sgp_ sgph_                       | URL 40   | sgp_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | sgp_x
			Tailscale             | tskey-auth- tskey-api- tskey-client- | URL 20   | tskey-auth-\u27c2abcde01234klmnopqrst              | tskey-auth-x
			Vercel, W&B           | vercel_blob_rw_ wandb_v1_        | URL 30   | vercel_blob_rw_\u27c2abcde01234klmnopqrstuvwxyzABCD | wandb_v1_x
			Yandex                | AQVN t1.                         | URL 37   | AQVN\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5    | t1.id
			Plaid                 | access-sandbox- access-production- | URL 16   | access-sandbox-\u27c2abcde01234klmnopqrstuvwx      | access-sandbox-x
			Amazon MWS            | amzn.mws.                        | URL 32   | amzn.mws.\u27c2abcde01234klmnopqrstuvwxyzABCDEF    | amzn.mws.x
			NuGet                 | oy2                              | WORD 43   | oy2\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ56789ab | oy2
			Prefect               | pnu_                             | WORD 16   | pnu_\u27c2abcde01234klmnop                         | pnu_x
			OpenShift             | sha256~                          | URL 43   | sha256~\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ56789ab | sha256~x
			Intra                 | s-s4t2ud- s-s4t2af-              | HEX 40   | s-s4t2ud-\u27c20123456789abcdef0123456789abcdef01234567 | s-s4t2ud-x
			Notion, old           | secret_                          | WORD 43   | secret_\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ56789ab | secret_x
			Private key in DER    | MIIEvQIBADAN MIIEvAIBADAN MIIEvgIBADAN MIIEpAIBAAKC MIIEowIBAAKC MIIEpQIBAAKC MIIEogIBAAKC MIIJQwIBADAN MIIJQgIBADAN MIIJRAIBADAN MIIJKQIBAAKC MIIJKAIBAAKC MIGHAgEAMBMGByqGSM49 MHcCAQEEI b3BlbnNzaC1rZXktdjE | ANY 20 | MIIEvQIBADAN\u27c2BgkqhkiG9w0BAQEFAASC | MIIEvQIBADAN
			CircleCI, Netlify     | CCIPAT_ nfp_                     | URL 30   | CCIPAT_\u27c2abcde01234klmnopqrstuvwxyzABCDEF       | CCIPAT_x
			Contentful, Buildkite | CFPAT- bkua_                     | URL 36   | bkua_\u27c20123456789abcdef0123456789abcdef01234567 | CFPAT-x
			Cloudflare            | v1.0-                            | URL 60   | v1.0-\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ56789abcdefghijklmnopqrstuv | v1.0-rc1
			Defined Networking    | dnkey-                           | URL 40   | dnkey-\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | dnkey-x
			Endor, Render         | endr+ rnd_                       | URL 16   | endr+\u27c2abcde01234klmnop                         | rnd_x
			LangSmith, Pinecone   | lsv2_pt_ lsv2_sk_ pcsk_          | URL 36   | lsv2_pt_\u27c20123456789abcdef0123456789abcdef01234567 | pcsk_x
			MailerSend, Nvidia    | mlsn. nvapi-                     | URL 48   | nvapi-\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ56789abcdefghij | mlsn.x
			Octopus Deploy        | API-                             | UPPER 25 | API-\u27c2ABCDE01234KLMNOPQRSTUVWXYZ                | API-GATEWAY
			PostHog, Tavily       | phx_ tvly-                       | URL 30   | tvly-\u27c2abcde01234klmnopqrstuvwxyzABCDEF         | tvly-x
			Razorpay              | rzp_live_ rzp_test_              | WORD 14  | rzp_live_\u27c2abcde01234klmn                       | rzp_live_x
			SettleMint            | sm_aat_ sm_pat_ sm_sat_          | WORD 16  | sm_aat_\u27c2abcde01234klmnop                       | sm_aat_x
			Trello                | ATTA                             | HEX 60   | ATTA\u27c20123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef | ATTAcafe
			Twitter               | AAAAAAAAAAAAAAAAAAAAAA           | ANY 40   | AAAAAAAAAAAAAAAAAAAAAA\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678 | AAAAAAAAAAAAAAAAAAAAAA
			JSON web token in base64 | ZXlK                          | WORD 40  | ZXlKhbGciOi\u27c2abcde01234klmnopqrstuvwxyzABCDEFGH | ZXlK
			ASP.NET               | CfDJ8                            | URL 40   | CfDJ8\u27c2abcde01234klmnopqrstuvwxyzABCDEFGHIJ5678  | CfDJ8
			PEM in base64         | LS0tLS1CRUdJTiB LS0tLS1CRUdJTi   | ANY 20   | LS0tLS1CRUdJTiBQ\u27c2UklWQVRFIEtFWS0tLS0t           | LS0tLS1CRUdJTiB
			""";

	static final List<TokenShape> ALL = TABLE.replace(MARK, "").lines().map(TokenShape::of).toList();

	/**
	 * Prefixes up to this length may be part of a word, unless dots and digits follow.
	 */
	private static final int LONGEST_COMMON_PREFIX = 3;

	private static TokenShape of(String row) {
		String[] cells = Arrays.stream(row.split("\\|")).map(String::strip).toArray(String[]::new);
		String[] body = cells[2].split(" ");
		return new TokenShape(cells[0], List.of(cells[1].split(" ")), Body.valueOf(body[0]), Integer.parseInt(body[1]),
				cells[3], cells[4]);
	}

	/**
	 * The end of a token of this shape, or 0 if there is none.
	 * @param text the text
	 * @param prefix the prefix, which is in the text in upper or lower case
	 * @param start its index
	 * @param runs the runs that have been read
	 */
	int end(MeantText text, String prefix, int start, Runs runs) {
		for (int i = 0; i < prefix.length(); i++) {
			if (text.at(start + i) != prefix.charAt(i)) {
				return 0;
			}
		}
		int from = start + prefix.length();
		Run run = runs.of(this.body, text, from);
		boolean digit = run.digit >= from;
		boolean inWord = Characters.isAscii(text.at(start - 1));
		boolean common = prefix.length() <= LONGEST_COMMON_PREFIX;
		boolean fits = run.end - from >= this.least && (digit || run.end - from > 2 * this.least);
		boolean exact = this.body == Body.HEX && run.end - from == this.least;
		return fits && !(common && inWord && !exact && (run.dot < from || !digit)) ? run.end : 0;
	}

	/**
	 * Runs of body characters in a text. No character is read twice, even if there are
	 * many prefixes.
	 */
	static final class Runs {

		private final Map<Body, Run> last = new EnumMap<>(Body.class);

		private Run of(Body body, MeantText text, int from) {
			Run run = this.last.get(body);
			if (run == null || from > run.end) {
				run = read(body, text, from);
				this.last.put(body, run);
			}
			return run;
		}

		private static Run read(Body body, MeantText text, int from) {
			int digit = -1;
			int dot = -1;
			int end = from;
			while (body.has(text.at(end))) {
				digit = Characters.isDigit(text.at(end)) ? end : digit;
				dot = (text.at(end) == '.') ? end : dot;
				end++;
			}
			return new Run(end, digit, dot);
		}

	}

	/**
	 * @param end the end of the run
	 * @param digit the index of its last digit, or -1
	 * @param dot the index of its last dot, or -1
	 */
	private record Run(int end, int digit, int dot) {
	}

}
