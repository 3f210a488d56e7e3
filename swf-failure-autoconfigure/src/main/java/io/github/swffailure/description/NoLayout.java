package io.github.swffailure.description;

/**
 * Writes no details.
 */
final class NoLayout implements DetailsLayout {

	@Override
	public int lengthOf(Link.Role role, StackTraceElement frame) {
		return 0;
	}

	@Override
	public int lengthOfGap() {
		return 0;
	}

	@Override
	public int lengthOf(Link link, int messageLength) {
		return 0;
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		return 0;
	}

	@Override
	public void write(DetailsPlan plan, TextBuffer text) {
		// nothing
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		return "";
	}

}
