// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.regex.Pattern;

import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureDescription.Field;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import org.junit.jupiter.api.Test;

import static io.github.swffailure.description.Describing.frames;
import static io.github.swffailure.description.Describing.withFrames;
import static org.assertj.core.api.Assertions.assertThat;

class TextDetailsTests {

	@Test
	void readsAsJavaPrintsIt() {
		Exception failure = withFrames(
				new IllegalStateException("outer",
						withFrames(new IOException("inner"),
								new StackTraceElement("com.example.Disk", "write", "Disk.java", -2),
								new StackTraceElement("com.example.Disk", "flush", null, -1))),
				new StackTraceElement("com.example.Orders", "ship", "Orders.java", 42),
				new StackTraceElement("com.example.Orders", "main", "Orders.java", -1));
		assertThat(Describing.byDefault().details(failure)).isEqualTo("""
				java.lang.IllegalStateException: outer
					at com.example.Orders.ship(Orders.java:42)
					at com.example.Orders.main(Orders.java)
				Caused by: java.io.IOException: inner
					at com.example.Disk.write(Native Method)
					at com.example.Disk.flush(Unknown Source)""");
	}

	@Test
	void realStackTraceHasTheLinesThatJavaPrints() {
		Exception failure = new IllegalStateException("outer", nested(3));
		StringWriter printed = new StringWriter();
		failure.printStackTrace(new PrintWriter(printed));
		String expected = printed.toString()
			.replaceAll("at (app//|[a-z.]+(@[^/]+)?/)", "at ")
			.replaceAll("\\.\\.\\. (\\d+) more", "... $1 common frames omitted");
		assertThat(Describing.byDefault().details(failure)).isEqualTo(expected.stripTrailing());
	}

	private static Exception nested(int depth) {
		return (depth > 0) ? nested(depth - 1) : new IOException("inner");
	}

	@Test
	void suppressedExceptionsStandUnderTheirOwner() {
		Exception failure = withFrames(new IOException("write"), frames("com.example.Disk", 1));
		Exception close = withFrames(new IOException("close", withFrames(new SQLException("gone"))),
				frames("com.example.Door", 1));
		failure.addSuppressed(close);
		assertThat(Describing.byDefault().details(failure)).isEqualTo("""
				java.io.IOException: write
					at com.example.Disk.call0(Disk.java:1)
					Suppressed: java.io.IOException: close
						at com.example.Door.call0(Door.java:1)
					Caused by: java.sql.SQLException: gone""");
	}

	@Test
	void manySuppressedExceptionsAreCounted() {
		Exception failure = withFrames(new IOException("write"));
		for (int i = 0; i < 500; i++) {
			failure.addSuppressed(withFrames(new IOException("close " + i)));
		}
		FailureDescription description = Describing.byDefault().of(failure);
		assertThat(description.details()).contains("close 0", "close 3", "... 496 suppressed exceptions omitted")
			.doesNotContain("close 4");
		assertThat(description.truncated()).containsExactly(Field.DETAILS);
	}

	@Test
	void textOfExactlyTheLimitIsWhole() {
		Exception failure = withFrames(
				new IOException("write", withFrames(new SQLException("gone"), frames("com.example.Pool", 20))),
				frames("com.example.Disk", 20));
		String whole = Describing.byDefault().of(failure).details();
		assertThat(Describing.byDefault().details(whole.length()).of(failure).details()).isEqualTo(whole);
		FailureDescription cut = Describing.byDefault().details(whole.length() - 1).of(failure);
		assertThat(cut.details()).hasSizeLessThan(whole.length()).contains("frames omitted");
		assertThat(cut.truncated()).containsExactly(Field.DETAILS);
	}

	@Test
	void rootCauseAndItsTopFramesSurvive() {
		Exception failure = withFrames(new IllegalStateException("outer",
				withFrames(
						new IOException("middle",
								withFrames(new SQLException("root"), frames("com.example.Pool", 300))),
						frames("com.example.Middle", 300))),
				frames("com.example.Outer", 300));
		for (int limit : new int[] { 1_000, 2_000, 5_000, 20_000 }) {
			String details = Describing.byDefault().details(limit).details(failure);
			assertThat(details).hasSizeLessThanOrEqualTo(limit)
				.hasSizeGreaterThan(limit * 3 / 4)
				.startsWith("java.lang.IllegalStateException: outer\n")
				.contains("\nCaused by: java.io.IOException: middle\n",
						"\nCaused by: java.sql.SQLException: root\n\tat com.example.Pool.call0(Pool.java:1)\n",
						"\tat com.example.Pool.call1(Pool.java:2)\n\tat com.example.Pool.call2(Pool.java:3)\n",
						" frames omitted");
		}
	}

	@Test
	void omittedFramesAreCountedExactly() {
		Exception failure = withFrames(new IOException("deep"), frames("com.example.Deep", 5_000));
		String details = Describing.byDefault().details(1_000).details(failure);
		assertThat(details.lines().filter((line) -> line.startsWith("\tat ")).count() + omitted(details, " frames"))
			.isEqualTo(5_000);
	}

	private static int omitted(String details, String what) {
		return Pattern.compile("\\.\\.\\. (\\d+)" + what + " omitted")
			.matcher(details)
			.results()
			.mapToInt((found) -> Integer.parseInt(found.group(1)))
			.sum();
	}

	@Test
	void applicationFramesComeBeforeThoseOfFrameworks() {
		StackTraceElement[] frames = frames("org.springframework.web.Filter", 400);
		frames[390] = new StackTraceElement("com.example.Orders", "ship", "Orders.java", 7);
		String details = Describing.byDefault().details(600).details(withFrames(new IOException("deep"), frames));
		assertThat(details).contains("at com.example.Orders.ship(Orders.java:7)\n\t... 9 frames omitted");
		assertThat(omitted(details, " frames") + details.lines().filter((line) -> line.startsWith("\tat ")).count())
			.isEqualTo(400);
	}

	@Test
	void applicationFrameAtTheBottomOfADeepRecursionIsShown() {
		StackTraceElement[] frames = frames("com.fasterxml.jackson.databind.ser.BeanSerializer", 10_000);
		frames[9_990] = new StackTraceElement("com.example.Orders", "toJson", "Orders.java", 7);
		assertThat(Describing.byDefault().details(withFrames(new StackOverflowError(), frames)))
			.hasSizeLessThanOrEqualTo(32_768)
			.contains("at com.example.Orders.toJson(Orders.java:7)");
	}

	@Test
	void longChainKeepsBothEndsAndCountsTheRest() {
		Throwable failure = withFrames(new SQLException("root"));
		for (int i = 999; i > 0; i--) {
			failure = withFrames(new IllegalStateException("cause " + i, failure));
		}
		String details = Describing.byDefault().details(failure);
		assertThat(details).startsWith("java.lang.IllegalStateException: cause 1\n")
			.contains("cause 16\n... 968 causes omitted\nCaused by: java.lang.IllegalStateException: cause 985\n")
			.endsWith("Caused by: java.sql.SQLException: root");
		assertThat(details.lines().filter((line) -> line.startsWith("Caused by")).count()).isEqualTo(31);
	}

	@Test
	void causesThatDoNotFitAreCounted() {
		Throwable failure = withFrames(new SQLException("root"));
		for (int i = 9; i > 0; i--) {
			failure = withFrames(new IllegalStateException("cause " + i, failure));
		}
		String details = Describing.byDefault().details(420).details(failure);
		assertThat(details).hasSizeLessThanOrEqualTo(420)
			.startsWith("java.lang.IllegalStateException: cause 1\n")
			.endsWith("Caused by: java.sql.SQLException: root");
		assertThat(omitted(details, " causes") + details.lines().filter((line) -> line.startsWith("Caused by")).count())
			.isEqualTo(9);
	}

	@Test
	void messageIsCutInTheMiddle() {
		FailureDescription description = Describing.byDefault()
			.of(withFrames(new IOException("begin" + "x".repeat(10_000_000) + "end")));
		assertThat(description.details()).hasSizeLessThanOrEqualTo(4_200)
			.startsWith("java.io.IOException: beginxxx")
			.contains(" characters omitted ...")
			.contains("xxxend\nswf-failure: ");
		assertThat(description.truncated()).containsExactlyInAnyOrder(Field.REASON, Field.DETAILS);
	}

	@Test
	void smallestLimitsStillNameBothEnds() {
		Exception failure = new IllegalStateException("outer", new SQLException("root"));
		assertThat(Describing.byDefault().details(90).details(failure)).startsWith("java.lang.IllegalStateException")
			.endsWith("java.sql.SQLException: root");
		for (int limit = 0; limit < 90; limit++) {
			assertThat(Describing.byDefault().details(limit).details(failure)).hasSizeLessThanOrEqualTo(limit);
		}
		assertThat(Describing.byDefault().details(3).details(failure)).isEqualTo("...");
		assertThat(Describing.byDefault().details(0).details(failure)).isEmpty();
	}

	@Test
	void commonFramesAreNotTakenForATruncation() {
		assertThat(Describing.byDefault().of(new IllegalStateException("outer", new IOException("inner"))).truncated())
			.isEmpty();
	}

	@Test
	void identicalStackTracesKeepTheTopFrames() {
		StackTraceElement[] frames = frames("com.example.Disk", 30);
		String details = Describing.byDefault()
			.details(withFrames(new IllegalStateException("outer", withFrames(new IOException("inner"), frames)),
					frames));
		assertThat(details).endsWith("""
				Caused by: java.io.IOException: inner
					at com.example.Disk.call0(Disk.java:1)
					at com.example.Disk.call1(Disk.java:2)
					at com.example.Disk.call2(Disk.java:3)
					... 27 common frames omitted""");
	}

	@Test
	void noDetailsInFormatNone() {
		FailureDescription description = Describing.as(DetailsFormat.NONE).of(new IOException("x".repeat(10_000)));
		assertThat(description.details()).isEmpty();
		assertThat(description.truncated()).containsExactly(Field.REASON);
	}

	@Test
	void exceptionIsLeftAsItWas() {
		Exception cause = new IOException("inner");
		Exception failure = new IllegalStateException("outer", cause);
		failure.addSuppressed(new SQLException("suppressed"));
		StackTraceElement[] before = failure.getStackTrace();
		Describing.byDefault().details(300).of(failure);
		assertThat(failure.getStackTrace()).isEqualTo(before);
		assertThat(failure.getSuppressed()).hasSize(1);
		assertThat(cause.getSuppressed()).isEmpty();
	}

}
