// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import io.github.swffailure.description.DetailsWriter.Plan;
import io.github.swffailure.description.DetailsWriter.Shown;
import io.github.swffailure.description.DetailsWriter.Tree;
import io.github.swffailure.description.ReadFailure.Entry;
import io.github.swffailure.description.ReadFailure.Place;
import io.github.swffailure.description.ReadFailure.Role;
import io.github.swffailure.support.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Writes an exception for the {@code JsonDataConverter} of the AWS Flow Framework for
 * Java: {@code ["class",{"message":...,"stackTrace":[...],"cause":[...]}]}. Notes about
 * omitted parts are frames. Code and fingerprint are in the property {@code swfFailure},
 * which the framework ignores.
 */
final class FlowLayout implements DetailsLayout {

	private static final String NO_CAUSE = "null";

	private final FrameTexts frames = new FrameTexts(Frames::textOf);

	private final Types types;

	FlowLayout(Map<String, String> sent) {
		this.types = new Types(sent);
	}

	@Override
	public int lengthOf(Role role, StackTraceElement frame) {
		return 1 + this.frames.lengthOf(frame);
	}

	@Override
	public int lengthOfGap() {
		return Frames.LONGEST_NOTE;
	}

	@Override
	public int lengthOf(Entry entry, int messageLength) {
		JsonText json = new JsonText(new TextBuffer());
		writeHead(new Shown(entry, messageLength, null), json);
		writeNotes(entry, new Frames(json.key("stackTrace").open('['), this.frames));
		json.close(']').key("suppressed").open('[').string("[Ljava.lang.Throwable;").open('[').close(']').close(']');
		json.key("cause").literal(NO_CAUSE).close('}').close(']');
		return json.length() + 1 + ((entry.place().causesOmitted() > 0) ? lengthOfGap() : 0);
	}

	@Override
	public int lengthAround(ReadFailure failure) {
		JsonText json = new JsonText(new TextBuffer());
		writeHints(failure, json.open('{'));
		return json.length();
	}

	private static void writeHints(ReadFailure failure, JsonText json) {
		json.key("swfFailure").open('{').key("type").string(failure.outermost().type());
		failure.hints().write(json);
		json.close('}');
	}

	@Override
	public void write(Plan plan, TextBuffer text) {
		JsonText json = new JsonText(text);
		Tree outermost = plan.tree();
		writeHead(outermost.shown(), json);
		writeHints(plan.failure(), json);
		writeBody(outermost, json);
		writeCauses(outermost.causes(), json);
		json.close('}').close(']');
	}

	private void writeHead(Shown shown, JsonText json) {
		json.open('[').string(this.types.sent(shown.entry().type())).open('{');
		String message = this.types.message(shown);
		if (message != null) {
			json.key("message").string(message);
		}
	}

	private void writeBody(Tree tree, JsonText json) {
		Frames frames = new Frames(json.key("stackTrace").open('['), this.frames);
		tree.shown().visitFrames(frames);
		writeNotes(tree.entry(), frames);
		for (Tree awaited : tree.awaited()) {
			frames.note("awaited at: " + awaited.entry().type());
			awaited.shown().visitFrames(frames);
		}
		json.close(']');
		if (!tree.suppressed().isEmpty()) {
			json.key("suppressed").open('[').string("[Ljava.lang.Throwable;").open('[');
			for (Tree suppressed : tree.suppressed()) {
				writeHead(suppressed.shown(), json);
				writeBody(suppressed, json);
				writeCauses(suppressed.causes(), json);
				json.close('}').close(']');
			}
			json.close(']').close(']');
		}
	}

	private void writeCauses(List<Tree> causes, JsonText json) {
		int open = 0;
		for (Tree cause : causes) {
			open += 1 + writeOmitted(cause.entry().place().causesOmitted(), json);
			writeHead(cause.shown(), json.key("cause"));
			writeBody(cause, json);
		}
		json.key("cause").literal(NO_CAUSE);
		for (int i = 0; i < open; i++) {
			json.close('}').close(']');
		}
	}

	private static int writeOmitted(int causes, JsonText json) {
		if (causes == 0) {
			return 0;
		}
		json.key("cause").open('[').string(Types.ANY).open('{');
		json.key("message").string("... " + causes + " causes omitted ...");
		json.key("stackTrace").open('[').close(']');
		return 1;
	}

	private static void writeNotes(Entry entry, Frames frames) {
		Place place = entry.place();
		frames.note(entry.frames().common(), "common frames omitted");
		frames.note(place.suppressedOmitted(), "suppressed exceptions omitted");
		if (place.end() != null) {
			frames.note(place.end());
		}
	}

	@Override
	public String writeLeast(ReadFailure failure, int limit) {
		return failure.hints().fitting(limit, (hints) -> least(failure, hints), "");
	}

	private String least(ReadFailure failure, Consumer<JsonText> hints) {
		JsonText json = new JsonText(new TextBuffer());
		json.open('[').string(this.types.sent(failure.outermost().type())).open('{');
		hints.accept(json.key("swfFailure").open('{').key("type").string(failure.outermost().type()));
		json.close('}').key("stackTrace").open('[').close(']').key("cause").literal(NO_CAUSE);
		return json.close('}').close(']').toString();
	}

	private static final class Frames implements FrameSelection.Visitor {

		static final int LONGEST_NOTE = ",{\"className\":\"...\",\"methodName\":\"2147483647 suppressed exceptions omitted\",\"lineNumber\":-1}"
			.length();

		private final JsonText json;

		private final FrameTexts texts;

		Frames(JsonText json, FrameTexts texts) {
			this.json = json;
			this.texts = texts;
		}

		static String textOf(StackTraceElement frame) {
			JsonText json = new JsonText(new TextBuffer()).open('{');
			json.key("className").string(SafeText.clean(frame.getClassName()));
			json.key("methodName").string(SafeText.clean(frame.getMethodName()));
			if (frame.getFileName() != null) {
				json.key("fileName").string(SafeText.clean(frame.getFileName()));
			}
			return json.key("lineNumber").literal(frame.getLineNumber()).close('}').toString();
		}

		@Override
		public void frame(StackTraceElement frame) {
			this.json.frame(frame, this.texts);
		}

		@Override
		public void gap(int omitted) {
			note(omitted, "frames omitted");
		}

		void note(int omitted, String what) {
			if (omitted > 0) {
				note(omitted + " " + what);
			}
		}

		void note(String note) {
			this.json.open('{').key("className").string("...").key("methodName").string(note);
			this.json.key("lineNumber").literal(-1).close('}');
		}

	}

	/**
	 * The classes that can be sent to a decider with the AWS Flow Framework, because it
	 * has them on its class path, with a constructor for a message. Others are sent as
	 * {@link RuntimeException}, with their name in the message.
	 */
	private static final class Types {

		static final String ANY = "java.lang.RuntimeException";

		private static final Set<String> OF_THE_JDK = Set.of(ANY, "java.io.EOFException",
				"java.io.FileNotFoundException", "java.io.IOException", "java.lang.ArithmeticException",
				"java.lang.ArrayIndexOutOfBoundsException", "java.lang.ClassCastException",
				"java.lang.ClassNotFoundException", "java.lang.Error", "java.lang.Exception",
				"java.lang.IllegalArgumentException", "java.lang.IllegalStateException",
				"java.lang.IndexOutOfBoundsException", "java.lang.InterruptedException",
				"java.lang.NullPointerException", "java.lang.NumberFormatException", "java.lang.OutOfMemoryError",
				"java.lang.SecurityException", "java.lang.StackOverflowError",
				"java.lang.UnsupportedOperationException", "java.net.ConnectException", "java.net.SocketException",
				"java.net.SocketTimeoutException", "java.net.UnknownHostException", "java.sql.SQLException",
				"java.util.NoSuchElementException", "java.util.concurrent.CancellationException",
				"java.util.concurrent.TimeoutException");

		private final Map<String, String> sent;

		Types(Map<String, String> sent) {
			this.sent = sent;
		}

		private boolean isKnown(String type) {
			return this.sent.containsKey(type) || OF_THE_JDK.contains(type);
		}

		String sent(String type) {
			return this.sent.getOrDefault(type, OF_THE_JDK.contains(type) ? type : ANY);
		}

		@Nullable String message(Shown shown) {
			String message = shown.message();
			if (isKnown(shown.entry().type())) {
				return message;
			}
			return (message != null) ? shown.entry().type() + ": " + message : shown.entry().type();
		}

	}

}
