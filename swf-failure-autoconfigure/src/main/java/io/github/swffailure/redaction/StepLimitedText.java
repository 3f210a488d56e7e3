package io.github.swffailure.redaction;

/**
 * A text that a regular expression may look at only so often: a pattern that backtracks
 * catastrophically ends with an exception instead of holding a worker up.
 */
final class StepLimitedText implements CharSequence {

	private static final int LEAST_STEPS = 200_000;

	private static final int STEPS_PER_CHARACTER = 100;

	private final String text;

	private final Steps steps;

	StepLimitedText(String text) {
		this(text, new Steps(LEAST_STEPS + (long) STEPS_PER_CHARACTER * text.length()));
	}

	private StepLimitedText(String text, Steps steps) {
		this.text = text;
		this.steps = steps;
	}

	@Override
	public char charAt(int index) {
		this.steps.take();
		return this.text.charAt(index);
	}

	@Override
	public int length() {
		return this.text.length();
	}

	@Override
	public CharSequence subSequence(int start, int end) {
		return new StepLimitedText(this.text.substring(start, end), this.steps);
	}

	@Override
	public String toString() {
		return this.text;
	}

	private static final class Steps {

		private long left;

		Steps(long left) {
			this.left = left;
		}

		void take() {
			if (--this.left < 0) {
				throw new IllegalStateException("A redaction pattern takes too many steps");
			}
		}

	}

}
