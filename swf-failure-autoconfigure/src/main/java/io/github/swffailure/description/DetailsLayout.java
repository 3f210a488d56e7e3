// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import io.github.swffailure.description.DetailsWriter.Plan;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Role;

/**
 * Writes details in one format. The lengths are upper limits, in UTF-16 units, so that a
 * {@link Plan} whose parts add up to the limit fits.
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

	/** Length of the note about omitted parts. */
	int lengthOfGap();

	/**
	 * Length of an exception with its notes but without frames.
	 * @param entry the exception
	 * @param messageLength maximum number of characters of its message
	 */
	int lengthOf(Entry entry, int messageLength);

	/** Length of the text around the exceptions. */
	int lengthAround(ReadFailure failure);

	/** Writes the details according to a plan. */
	void write(Plan plan, TextBuffer text);

	/** Writes a minimum if not even the two ends of the chain fit. */
	String writeLeast(ReadFailure failure, int limit);

}
