// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

/**
 * The exceptions that are described.
 */
public enum Failures {

	/** One exception with one frame. */
	ONE_FRAME(1, 1),

	/** Three causes, 30 frames each. */
	CAUSES_3_FRAMES_30(4, 30),

	/** Three causes, 60 frames each. */
	CAUSES_3_FRAMES_60(4, 60),

	/** Ten exceptions with 600 frames each. */
	CHAIN_10_FRAMES_600(10, 600),

	/** An overflow of the stack. */
	STACK_OVERFLOW_10000(1, 10_000),

	/** A message of 10 MB. */
	MESSAGE_10_MB(1, 30);

	private final int exceptions;

	private final int frames;

	Failures(int exceptions, int frames) {
		this.exceptions = exceptions;
		this.frames = frames;
	}

	Throwable create() {
		Throwable failure = null;
		for (int i = this.exceptions - 1; i >= 0; i--) {
			failure = exception(failure, i);
			failure.setStackTrace(frames(i));
		}
		return failure;
	}

	private Throwable exception(Throwable cause, int index) {
		if (this == STACK_OVERFLOW_10000) {
			return new StackOverflowError();
		}
		String message = (this == MESSAGE_10_MB) ? "lorem ipsum dolor ".repeat(10_000_000 / 18)
				: "Order 4711-" + index + " could not be charged: the bank did not answer in time";
		return (index % 2 == 0) ? new IllegalStateException(message, cause) : new RuntimeException(message, cause);
	}

	/**
	 * A third of the frames are the application's; no two exceptions share any. Names are
	 * interned, as the JVM does it.
	 */
	private StackTraceElement[] frames(int exception) {
		StackTraceElement[] frames = new StackTraceElement[this.frames];
		for (int i = 0; i < frames.length; i++) {
			boolean own = i % 3 == 0;
			String type = own ? "com.example.orders.payment.PaymentService" + i % 50
					: "org.springframework.aop.framework.Interceptor" + i % 50;
			frames[i] = new StackTraceElement(type.intern(), ("invoke" + i % 70).intern(),
					own ? "PaymentService.java" : "Interceptor.java", 100 + exception * 1000 + i);
		}
		return frames;
	}

}
