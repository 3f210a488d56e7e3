// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.util.Arrays;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings({ "NullAway", "serial" })
class HostileExceptionTests {

	@Test
	void cyclicCausesEndWithANote() {
		Exception first = withFrames(new IOException("first"));
		Exception second = withFrames(new IllegalStateException("second", first));
		first.initCause(second);
		assertThat(Describing.byDefault().details(first)).isEqualTo("""
				java.io.IOException: first
				Caused by: java.lang.IllegalStateException: second
				[circular reference to java.io.IOException]""");
	}

	@Test
	void longCycleEnds() {
		Exception last = withFrames(new IOException("last"));
		Throwable next = last;
		for (int i = 0; i < 100; i++) {
			next = withFrames(new IllegalStateException("link " + i, next));
		}
		last.initCause(next);
		assertThat(Describing.byDefault().details(next)).startsWith("java.lang.IllegalStateException: link 99\n")
			.endsWith("]");
	}

	@Test
	void cycleBetweenTheEndsThatAreKeptIsCountedOnce() {
		Exception[] chain = new Exception[40];
		for (int i = 0; i < chain.length; i++) {
			chain[i] = withFrames(new IOException("link " + i));
			if (i > 0) {
				chain[i - 1].initCause(chain[i]);
			}
		}
		chain[39].initCause(chain[20]);
		assertThat(Describing.byDefault().details(chain[0])).contains("... 8 causes omitted\n")
			.endsWith("link 39\n[circular reference to java.io.IOException]");
	}

	@Test
	void exceptionThatIsItsOwnCauseEnds() {
		Exception failure = withFrames(new Exception("self") {

			@Override
			public synchronized Throwable getCause() {
				return this;
			}

		});
		assertThat(Describing.byDefault().details(failure))
			.endsWith(": self\n[circular reference to " + failure.getClass().getName() + "]");
	}

	@Test
	void freshCausesForeverEnd() {
		assertThat(Describing.byDefault().details(new Endless())).contains("causes omitted")
			.endsWith("[causes beyond 10000 were not read]");
	}

	@Test
	void cyclesAmongSuppressedExceptionsEnd() {
		Exception failure = withFrames(new IOException("write"));
		Exception close = withFrames(new IllegalStateException("close", failure));
		failure.addSuppressed(close);
		close.addSuppressed(failure);
		assertThat(Describing.byDefault().details(failure)).isEqualTo("""
				java.io.IOException: write
					Suppressed: java.lang.IllegalStateException: close
						... 1 suppressed exception omitted
					Caused by: java.io.IOException: write""");
	}

	@Test
	void messageThatCannotBeReadIsToldSo() {
		Exception failure = new Exception() {

			@Override
			public String getMessage() {
				throw new IllegalStateException("secret");
			}

		};
		assertThat(Describing.byDefault().of(failure).reason())
			.isEqualTo("HostileExceptionTests$2: [getMessage() threw java.lang.IllegalStateException]");
	}

	@Test
	void everyMethodThatThrowsIsBorne() {
		assertThat(Describing.byDefault().details(new Hostile())).isEqualTo(Hostile.class.getName()
				+ ": [getMessage() threw java.lang.StackOverflowError]\n[getCause() threw java.lang.AssertionError]");
	}

	@Test
	void missingStackTracesAreBorne() {
		Exception nothing = new Exception("nothing") {

			@Override
			public StackTraceElement[] getStackTrace() {
				return null;
			}

		};
		Exception holes = new Exception("holes", nothing) {

			@Override
			public StackTraceElement[] getStackTrace() {
				return new StackTraceElement[3];
			}

		};
		assertThat(Describing.byDefault().details(holes).lines()).hasSize(2);
	}

	/**
	 * A stack trace that changes while the failure is described brings the describer down
	 * wherever it is then.
	 */
	@ParameterizedTest
	@EnumSource(value = DetailsFormat.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
	@ExtendWith(OutputCaptureExtension.class)
	void whatBringsTheDescriberDownLeavesNamesAndCode(DetailsFormat format, CapturedOutput output) {
		Exception failure = new Treacherous(true, new Treacherous(false, new IOException("password=hunter22")));
		FailureDescription description = Describing.as(format)
			.code(Treacherous.class, new ReasonCode("DECLINED", false))
			.of(failure);
		assertThat(description.reason()).startsWith("DECLINED: ");
		assertThat(output).contains("A " + Treacherous.class.getName() + " could not be described because of ");
		assertThat(description.details()).contains(IOException.class.getName());
		assertThat(description.reason() + description.details() + output).doesNotContain("hunter22");
	}

	static final class Treacherous extends RuntimeException {

		private static final StackTraceElement[] SHARED = new StackTraceElement[2];

		private final boolean first;

		Treacherous(boolean first, Throwable cause) {
			super(first + ", password=hunter22", cause);
			this.first = first;
		}

		@Override
		public String getMessage() {
			Arrays.fill(SHARED, this.first ? new StackTraceElement("a.B", "c", "B.java", 1) : null);
			return super.getMessage();
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			return this.first ? SHARED : new StackTraceElement[0];
		}

	}

	static final class Endless extends RuntimeException {

		@Override
		public synchronized Throwable getCause() {
			return new Endless();
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			return new StackTraceElement[0];
		}

	}

	static final class Hostile extends RuntimeException {

		@Override
		public String getMessage() {
			throw new StackOverflowError();
		}

		@Override
		public String toString() {
			throw new AssertionError();
		}

		@Override
		public StackTraceElement[] getStackTrace() {
			throw new AssertionError();
		}

		@Override
		public synchronized Throwable getCause() {
			throw new AssertionError();
		}

	}

}
