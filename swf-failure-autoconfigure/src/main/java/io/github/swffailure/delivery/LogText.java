package io.github.swffailure.delivery;

import java.util.regex.Pattern;

import io.github.swffailure.ReportOutcome;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Makes foreign text fit for a log line. SWF's messages repeat the text they refuse, so
 * that is taken out before they are cut.
 */
final class LogText {

	private static final int MOST = 300;

	private static final Pattern ECHO = Pattern.compile("Value '.*' at '", Pattern.DOTALL);

	private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

	private LogText() {
	}

	static String oneLine(@Nullable String text) {
		String line = CONTROL.matcher((text != null) ? text : "").replaceAll(" ");
		return (line.length() <= MOST) ? line : SafeCut.of(line, MOST) + "...";
	}

	static String meaningOf(ReportOutcome outcome) {
		return switch (outcome) {
			case REJECTED -> "; SWF refuses the report, and the task stays open until it times out";
			case EXPIRED -> "; the report is lost, and the task stays open until it times out";
			case DEFERRED, DENIED -> "; the report is kept and delivered later";
			default -> "";
		};
	}

	static String because(@Nullable Throwable error) {
		return (error != null) ? "; " + errorOf(error) : "";
	}

	static String errorOf(Throwable error) {
		String message = oneLine(ECHO.matcher(String.valueOf(error.getMessage())).replaceAll("Value '...' at '"));
		String code = (error instanceof AwsServiceException ex) ? ErrorCodes.codeOf(ex) : null;
		return ((code != null) ? code : error.getClass().getSimpleName()) + ": " + message;
	}

}
