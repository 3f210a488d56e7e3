// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;
import java.util.Map;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReasonCode;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * How failures are described.
 *
 * @param reason how the reason is written
 * @param details how the details are written
 * @param redactors remove secrets from messages, in this order; empty for no redaction
 * @param codes codes of exceptions that cannot be annotated, by class name; also apply to
 * subclasses, and take precedence over an annotation on the same class
 * @param hints additional data for deciders and operators
 */
public record DescriptionSettings(Reason reason, Details details, List<FailureRedactor> redactors,
		Map<String, ReasonCode> codes, Hints hints) {

	public DescriptionSettings {
		redactors = List.copyOf(redactors);
		codes = Map.copyOf(codes);
	}

	public DescriptionSettings(Reason reason, Details details, List<FailureRedactor> redactors,
			Map<String, ReasonCode> codes) {
		this(reason, details, redactors, codes, Hints.NONE);
	}

	/** The defaults: as much as SWF accepts, as text, without redaction. */
	public DescriptionSettings() {
		this(new Reason(FailureDescription.MAX_REASON_LENGTH, ReasonPrefix.SIMPLE_NAME),
				new Details(FailureDescription.MAX_DETAILS_LENGTH, DetailsFormat.TEXT), List.of(), Map.of());
	}

	/**
	 * How the reason is written.
	 *
	 * @param maxLength maximum number of UTF-16 units, 1 to
	 * {@value FailureDescription#MAX_REASON_LENGTH}
	 * @param prefix what to put before the message
	 */
	public record Reason(int maxLength, ReasonPrefix prefix) {

		public Reason {
			Assert.isTrue(maxLength >= 1 && maxLength <= FailureDescription.MAX_REASON_LENGTH,
					() -> "The length of a reason must be 1 to " + FailureDescription.MAX_REASON_LENGTH + " but is '"
							+ maxLength + "'");
		}

	}

	/**
	 * How the details are written.
	 *
	 * @param maxLength maximum number of UTF-16 units, 0 to
	 * {@value FailureDescription#MAX_DETAILS_LENGTH}
	 * @param format the format
	 * @param flowTypes for the format {@link DetailsFormat#FLOW}: the class that the
	 * decider gets for an exception, by class name. It needs a constructor with a message
	 * or without arguments. Common exceptions of the JDK are sent as they are, others as
	 * {@link RuntimeException}
	 */
	public record Details(int maxLength, DetailsFormat format, Map<String, String> flowTypes) {

		public Details {
			flowTypes = Map.copyOf(flowTypes);
			Assert.isTrue(maxLength >= 0 && maxLength <= FailureDescription.MAX_DETAILS_LENGTH,
					() -> "The length of details must be 0 to " + FailureDescription.MAX_DETAILS_LENGTH + " but is '"
							+ maxLength + "'");
		}

		public Details(int maxLength, DetailsFormat format) {
			this(maxLength, format, Map.of());
		}

	}

	/**
	 * Additional data for deciders and operators.
	 *
	 * @param retryableByClass whether to infer from well-known exception classes if a
	 * retry may succeed, unless an annotation or a property says so
	 * @param worker the identity of the worker, if known
	 * @param application the name of the application, if known
	 * @param version the version of the application, if known
	 * @param mdcKeys keys of the {@link org.slf4j.MDC} that go into the details
	 */
	public record Hints(boolean retryableByClass, @Nullable String worker, @Nullable String application,
			@Nullable String version, List<String> mdcKeys) {

		/** Only code, fingerprint and trace. */
		public static final Hints NONE = new Hints(false, null, null, null, List.of());

		public Hints {
			mdcKeys = List.copyOf(mdcKeys);
		}

	}

	/** How the details are written. */
	public enum DetailsFormat {

		/** A stack trace with causes, as Java prints it. */
		TEXT,

		/**
		 * One valid JSON object with type, code, message, fingerprint, frames and causes.
		 */
		JSON,

		/**
		 * JSON that a decider with the AWS Flow Framework for Java reads as the cause of
		 * its {@code ActivityTaskFailedException}.
		 */
		FLOW,

		/** The JSON object that a decider with simpleflow decodes. */
		SIMPLEFLOW,

		/** No details. */
		NONE

	}

	/** The text before the message in a reason, unless the exception has a code. */
	public enum ReasonPrefix {

		/** The class name without its package, as in {@code SQLException: timeout}. */
		SIMPLE_NAME,

		/** The class name, as in {@code java.sql.SQLException: timeout}. */
		CLASS_NAME,

		/** Nothing. */
		NONE

	}

}
