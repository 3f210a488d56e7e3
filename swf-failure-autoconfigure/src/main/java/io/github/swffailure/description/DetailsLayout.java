package io.github.swffailure.description;

/**
 * A way to write details down. The lengths are what the parts take at most, in UTF-16
 * units, so that what a {@link DetailsPlan} has summed up fits.
 */
interface DetailsLayout {

	/**
	 * Length of one frame of an exception.
	 */
	int lengthOf(Link.Role role, StackTraceElement frame);

	/**
	 * Length of the note that takes the place of what is left out.
	 */
	int lengthOfGap();

	/**
	 * Length of an exception with its notes but without frames.
	 * @param link the exception
	 * @param messageLength most characters of its message
	 */
	int lengthOf(Link link, int messageLength);

	/**
	 * Length of what stands around the exceptions.
	 */
	int lengthAround(ReadFailure failure);

	/**
	 * Writes what the plan holds.
	 */
	void write(DetailsPlan plan, TextBuffer text);

	/**
	 * Writes as much as fits where not even the two ends of the chain do.
	 */
	String writeLeast(ReadFailure failure, int limit);

}
