package io.github.swffailure.autoconfigure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings;
import io.github.swffailure.description.DetailsFormat;
import io.github.swffailure.description.ReasonPrefix;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How failures are put into words.
 *
 * @param enabled whether failures of activity handlers are reported
 * @param rethrow whether an exception goes on to the caller of the handler after its
 * report; errors always do
 * @param reason the text that is read first
 * @param details the rest
 * @param reasons codes of exceptions whose classes one cannot annotate, by class name
 * @param redaction how secrets are kept out of the texts
 * @param logging how failures are logged
 */
@ConfigurationProperties("swf.failure")
record SwfFailureProperties(@DefaultValue("true") boolean enabled, @DefaultValue("true") boolean rethrow,
		@DefaultValue Reason reason, @DefaultValue Details details, @DefaultValue Map<String, Code> reasons,
		@DefaultValue Redaction redaction, @DefaultValue Logging logging) {

	DescriptionSettings toDescriptionSettings(List<FailureRedactor> redactors) {
		Map<String, ReasonCode> codes = new HashMap<>();
		this.reasons.forEach((exception, code) -> codes.put(exception, new ReasonCode(code.code(), code.retryable())));
		return new DescriptionSettings(new DescriptionSettings.Reason(this.reason.maxLength(), this.reason.prefix()),
				new DescriptionSettings.Details(this.details.maxLength(), this.details.format(),
						this.details.flowTypes()),
				redactors, codes);
	}

	/**
	 * The text that is read first.
	 *
	 * @param maxLength most characters, 1 to 256
	 * @param prefix what stands before the message of the exception
	 */
	record Reason(@DefaultValue("256") int maxLength, @DefaultValue("simple-name") ReasonPrefix prefix) {

		Reason {
			Checks.between("swf.failure.reason.max-length", maxLength, 1, FailureDescription.MAX_REASON_LENGTH);
		}

	}

	/**
	 * The rest.
	 *
	 * @param maxLength most characters, 0 to 32768
	 * @param format what the decider reads: 'flow' for one written with the AWS Flow
	 * Framework, 'simpleflow' for simpleflow
	 * @param flowTypes classes that a decider of the AWS Flow Framework gets in place of
	 * exceptions, by the class names of these
	 */
	record Details(@DefaultValue("32768") int maxLength, @DefaultValue("text") DetailsFormat format,
			@DefaultValue Map<String, String> flowTypes) {

		Details {
			Checks.between("swf.failure.details.max-length", maxLength, 0, FailureDescription.MAX_DETAILS_LENGTH);
		}

	}

	/**
	 * A code for a class.
	 *
	 * @param code word that begins the reason, as in 'CARD_DECLINED'
	 * @param retryable whether running the activity again may succeed
	 */
	record Code(String code, @DefaultValue("true") boolean retryable) {
	}

	/**
	 * How secrets are kept out of the texts.
	 *
	 * @param enabled whether known kinds of secrets are replaced
	 * @param patterns regular expressions of further secrets; the first group is
	 * replaced, or all that is found if there is none
	 */
	record Redaction(@DefaultValue("true") boolean enabled, @DefaultValue List<String> patterns) {

	}

	/**
	 * How failures are logged.
	 *
	 * @param levels log levels of expected exceptions, by simple or full class name;
	 * 'off' for none
	 */
	record Logging(@DefaultValue Map<String, String> levels) {

	}

}
