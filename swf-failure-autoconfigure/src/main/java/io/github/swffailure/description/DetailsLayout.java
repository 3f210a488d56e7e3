// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import io.github.swffailure.description.DetailsWriter.Plan;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Role;

/**
 * A way to write details down. The lengths are what the parts take at most, in UTF-16
 * units, so that what a {@link Plan} has summed up fits.
 */
interface DetailsLayout {

	/** The layout of a format. */
	static DetailsLayout of(DescriptionSettings.Details settings) {
		return switch (settings.format()) {
			case TEXT, NONE -> new TextLayout(settings.maxLength());
			case JSON -> new JsonLayout();
			case FLOW -> new FlowLayout(settings.flowTypes());
			case SIMPLEFLOW -> new SimpleflowLayout();
		};
	}

	/** Length of one frame of an exception. */
	int lengthOf(Role role, StackTraceElement frame);

	/** Length of the note that takes the place of what is left out. */
	int lengthOfGap();

	/**
	 * Length of an exception with its notes but without frames.
	 * @param entry the exception
	 * @param messageLength maximum number of characters of its message
	 */
	int lengthOf(Entry entry, int messageLength);

	/** Length of what stands around the exceptions. */
	int lengthAround(ReadFailure failure);

	/** Writes what the plan holds. */
	void write(Plan plan, TextBuffer text);

	/** Writes as much as fits where not even the two ends of the chain do. */
	String writeLeast(ReadFailure failure, int limit);

}
