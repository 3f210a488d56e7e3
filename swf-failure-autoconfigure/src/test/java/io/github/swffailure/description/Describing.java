// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.DescriptionSettings.ReasonPrefix;

/**
 * Describes failures in tests.
 */
final class Describing {

	static final ActivityTask TASK = ActivityTask.ofToken("token");

	private DescriptionSettings settings = new DescriptionSettings();

	private Consumer<Throwable> listener = (error) -> {
		throw new AssertionError(error);
	};

	private Describing() {
	}

	static Describing byDefault() {
		return new Describing();
	}

	static Describing as(DetailsFormat format) {
		return new Describing().details(FailureDescription.MAX_DETAILS_LENGTH, format);
	}

	Describing reason(int maxLength, ReasonPrefix prefix) {
		this.settings = new DescriptionSettings(new DescriptionSettings.Reason(maxLength, prefix),
				this.settings.details(), this.settings.redactors(), this.settings.codes(), this.settings.hints());
		return this;
	}

	Describing details(int maxLength, DetailsFormat format) {
		this.settings = new DescriptionSettings(this.settings.reason(),
				new DescriptionSettings.Details(maxLength, format), this.settings.redactors(), this.settings.codes(),
				this.settings.hints());
		return this;
	}

	Describing details(int maxLength) {
		return details(maxLength, this.settings.details().format());
	}

	Describing redactedBy(FailureRedactor... redactors) {
		this.settings = new DescriptionSettings(this.settings.reason(), this.settings.details(), List.of(redactors),
				this.settings.codes(), this.settings.hints());
		return this;
	}

	Describing listenedToBy(Consumer<Throwable> listener) {
		this.listener = listener;
		return this;
	}

	Describing code(Class<?> type, ReasonCode code) {
		this.settings = new DescriptionSettings(this.settings.reason(), this.settings.details(),
				this.settings.redactors(), Map.of(type.getName(), code), this.settings.hints());
		return this;
	}

	FailureDescription of(Throwable failure) {
		return StandardFailureDescriber.create(this.settings, this.listener).describe(TASK, failure);
	}

	Describing hints(boolean retryableByClass, String... mdcKeys) {
		this.settings = new DescriptionSettings(this.settings.reason(), this.settings.details(),
				this.settings.redactors(), this.settings.codes(),
				new DescriptionSettings.Hints(retryableByClass, "worker-1", "orders", "1.2 beta", List.of(mdcKeys)));
		return this;
	}

	/**
	 * The details, those in text without their last line.
	 */
	String details(Throwable failure) {
		return withoutLastLine(of(failure).details());
	}

	String lastLine(Throwable failure) {
		String details = of(failure).details();
		return details.substring(details.lastIndexOf('\n') + 1);
	}

	static String withoutLastLine(String details) {
		int last = details.lastIndexOf('\n');
		return details.startsWith("swf-failure: ", last + 1) ? details.substring(0, Math.max(0, last)) : details;
	}

	String reason(Throwable failure) {
		return of(failure).reason();
	}

	/**
	 * An exception with a stack trace of its own.
	 */
	static <T extends Throwable> T withFrames(T failure, StackTraceElement... frames) {
		failure.setStackTrace(frames);
		return failure;
	}

	static StackTraceElement[] frames(String className, int count) {
		StackTraceElement[] frames = new StackTraceElement[count];
		String simpleName = className.substring(className.lastIndexOf('.') + 1);
		for (int i = 0; i < count; i++) {
			frames[i] = new StackTraceElement(className, "call" + i, simpleName + ".java", i + 1);
		}
		return frames;
	}

	static boolean isWellFormed(String text) {
		return text.codePoints()
			.noneMatch((point) -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
	}

}
