// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.github.swffailure.FailureReason;
import io.github.swffailure.ReasonCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/**
 * Finds the code of an exception class, which is that of the nearest class in its
 * hierarchy with a property or a {@link FailureReason}. Cached per class.
 */
final class ReasonCodes {

	private static final Logger logger = LoggerFactory.getLogger(ReasonCodes.class);

	private final Map<String, ReasonCode> byClassName;

	private final ClassValue<Optional<ReasonCode>> cache = new ClassValue<>() {

		@Override
		protected Optional<ReasonCode> computeValue(Class<?> type) {
			return Optional.ofNullable(find(type));
		}

	};

	ReasonCodes(Map<String, ReasonCode> byClassName) {
		this.byClassName = byClassName;
	}

	@Nullable ReasonCode of(Class<?> type) {
		return this.cache.get(type).orElse(null);
	}

	private @Nullable ReasonCode find(Class<?> type) {
		ReasonCode mapped = this.byClassName.get(type.getName());
		if (mapped != null) {
			return mapped;
		}
		ReasonCode annotated = annotated(type);
		Class<?> parent = type.getSuperclass();
		return (annotated != null || parent == null) ? annotated : of(parent);
	}

	private static @Nullable ReasonCode annotated(Class<?> type) {
		MergedAnnotation<FailureReason> reason = MergedAnnotations.from(type).get(FailureReason.class);
		return reason.isPresent() ? valid(type, reason.synthesize()) : null;
	}

	private static @Nullable ReasonCode valid(Class<?> type, FailureReason reason) {
		try {
			return new ReasonCode(reason.code(), reason.retryable(), retryAfter(type, reason.retryAfter()));
		}
		catch (IllegalArgumentException ex) {
			logger.warn(
					"The code '{}' in @FailureReason of {} is ignored: use a capital letter, then at most {} "
							+ "capital letters, digits and underscores",
					reason.code(), type.getName(), ReasonCode.MAX_LENGTH - 1);
			return null;
		}
	}

	private static @Nullable Duration retryAfter(Class<?> type, String text) {
		try {
			Duration time = text.isEmpty() ? null : DurationFormatterUtils.detectAndParse(text);
			if (time == null || (!time.isNegative() && !time.isZero())) {
				return time;
			}
		}
		catch (IllegalArgumentException ex) {
			// logged below
		}
		logger.warn("The retryAfter '{}' in @FailureReason of {} is ignored: use a time such as '30s', '5m' or '1h'",
				text, type.getName());
		return null;
	}

}
