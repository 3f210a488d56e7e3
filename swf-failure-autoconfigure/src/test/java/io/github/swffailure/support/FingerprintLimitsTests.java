// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How far a fingerprint can be trusted.
 */
@SuppressWarnings({ "NullAway", "serial" })
class FingerprintLimitsTests {

	private static String of(Throwable failure) {
		return FailureOrigins.of(failure).fingerprint();
	}

	private static <T extends Throwable> T withFrames(T failure, String... methods) {
		List<StackTraceElement> frames = new ArrayList<>();
		for (String method : methods) {
			frames.add(new StackTraceElement("com.example.Orders", method, "Orders.java", frames.size()));
		}
		failure.setStackTrace(frames.toArray(StackTraceElement[]::new));
		return failure;
	}

	@Test
	void messagesDoNotCount() {
		assertThat(of(withFrames(new IOException("order 42"), "ship")))
			.isEqualTo(of(withFrames(new IOException(), "ship")))
			.isEqualTo(of(withFrames(new IOException("\uD83D\u652f".repeat(9_000)), "ship")));
	}

	@Test
	void suppressedExceptionsDoNotCount() {
		IOException failure = withFrames(new IOException(), "ship");
		failure.addSuppressed(new IllegalStateException());
		assertThat(of(failure)).isEqualTo(of(withFrames(new IOException(), "ship")));
	}

	@Test
	void hiddenClassesOfOneSourceAreOne() throws ReflectiveOperationException, IOException {
		Set<String> types = new HashSet<>();
		Set<String> fingerprints = new HashSet<>();
		for (int i = 0; i < 3; i++) {
			Throwable failure = hidden();
			types.add(failure.getClass().getName());
			fingerprints.add(of(withFrames(failure, "ship")));
		}
		assertThat(types).hasSize(3);
		assertThat(fingerprints).hasSize(1).doesNotContain(of(withFrames(new IOException(), "ship")));
	}

	private static Throwable hidden() throws ReflectiveOperationException, IOException {
		try (InputStream code = FingerprintLimitsTests.class
			.getResourceAsStream("FingerprintLimitsTests$Hidden.class")) {
			return (Throwable) MethodHandles.lookup()
				.defineHiddenClass(code.readAllBytes(), true)
				.lookupClass()
				.getDeclaredConstructor()
				.newInstance();
		}
	}

	@Test
	void typesOfTheWholeChainCount() {
		assertThat(of(withFrames(new IOException(new IllegalStateException()), "ship")))
			.isNotEqualTo(of(withFrames(new IOException(new IllegalArgumentException()), "ship")))
			.isNotEqualTo(of(withFrames(new IOException(), "ship")));
	}

	/**
	 * The JVM leaves the frames out of exceptions that hot code throws very often.
	 */
	@Test
	void exceptionWithoutFramesIsKnownByTheTypesOnly() {
		String bare = of(withFrames(new NullPointerException()));
		assertThat(bare).isEqualTo(of(withFrames(new NullPointerException())))
			.isNotEqualTo(of(withFrames(new NullPointerException(), "ship")));
	}

	@Test
	void framesOfTheWrapperTellApartCausesWithoutFrames() {
		assertThat(of(withFrames(new IOException(withFrames(new NullPointerException())), "ship")))
			.isEqualTo(of(withFrames(new IOException(withFrames(new NullPointerException())), "ship")))
			.isNotEqualTo(of(withFrames(new IOException(withFrames(new NullPointerException())), "load")));
	}

	@Test
	void recursionThroughOneMethodIsOneDefectWhereverItEnds() {
		assertThat(of(withFrames(new StackOverflowError(), "walk", "walk", "walk", "start")))
			.isEqualTo(of(withFrames(new StackOverflowError(), "walk", "walk", "walk", "walk", "other")));
	}

	static final class Hidden extends RuntimeException {

	}

}
