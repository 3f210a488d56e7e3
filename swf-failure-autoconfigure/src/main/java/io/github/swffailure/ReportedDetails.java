// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Reads details in all formats of this library: the simple members of a JSON object,
 * those of {@code swfFailure} in a document for the AWS Flow Framework, and the type and
 * the last line of a stack trace. Supports only the JSON that this library writes.
 */
final class ReportedDetails {

	private static final String OF_FLOW = "\"swfFailure\":{";

	private static final String LAST_LINE = "swf-failure: ";

	private static final Pattern FIELD = Pattern.compile("([^\\s=\"]+)=(\"(?:[^\"\\\\]|\\\\.)*+\"|\\S*)");

	private static final Pattern TYPE = Pattern
		.compile("(?:[\\p{javaJavaIdentifierPart}/]+\\.)*[\\p{javaJavaIdentifierPart}/]+");

	private static final Pattern CONTEXT = Pattern.compile("trace|span|worker|app|version|mdc\\..+");

	private final Map<String, String> members = new HashMap<>();

	private final String json;

	private int at;

	private ReportedDetails(String json, int at) {
		this.json = json;
		this.at = at;
	}

	/** Reads details. Never throws. */
	static ReportedDetails of(String details) {
		ReportedDetails found = new ReportedDetails(details, 1);
		try {
			if (details.startsWith("{")) {
				found.read();
			}
			else if (details.startsWith("[")) {
				int start = details.indexOf(OF_FLOW);
				found.at = start + OF_FLOW.length();
				if (start >= 0) {
					found.read();
				}
			}
			else {
				found.readText();
			}
		}
		catch (RuntimeException ex) {
			found.members.clear();
		}
		return found;
	}

	/**
	 * The value of a member, or {@code null} if there is none.
	 */
	@Nullable String text(String name) {
		return this.members.get(name);
	}

	@Nullable Duration retryAfter() {
		String seconds = this.members.getOrDefault("retryAfter", "");
		boolean number = !seconds.isEmpty() && seconds.length() < 10 && seconds.chars().allMatch(Character::isDigit);
		return number ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
	}

	Map<String, String> context() {
		Map<String, String> context = new HashMap<>(this.members);
		context.keySet().removeIf((name) -> !CONTEXT.matcher(name).matches());
		return Map.copyOf(context);
	}

	private void readText() {
		int end = this.json.indexOf('\n');
		String first = (end >= 0) ? this.json.substring(0, end) : this.json;
		int colon = first.indexOf(": ");
		String type = (colon >= 0) ? first.substring(0, colon) : first;
		String last = this.json.substring(this.json.lastIndexOf('\n') + 1);
		if (last.startsWith(LAST_LINE)) {
			readLine(last.substring(LAST_LINE.length()));
		}
		if (TYPE.matcher(type).matches()) {
			this.members.put("type", type);
		}
	}

	private void readLine(String line) {
		Matcher field = FIELD.matcher(line);
		while (field.find()) {
			String value = field.group(2);
			String name = field.group(1).equals("retry-after") ? "retryAfter" : field.group(1);
			this.members.put(name, value.startsWith("\"") ? new ReportedDetails(value, 0).string() : value);
		}
	}

	private void read() {
		while (this.json.charAt(this.at) == '"') {
			String name = string();
			skip(':');
			switch (this.json.charAt(this.at)) {
				case '"' -> this.members.put(name.equals("error_type") ? "type" : name, string());
				case '[', '{' -> skipValue();
				default -> this.members.put(name, literal());
			}
			if (this.json.charAt(this.at) == ',') {
				this.at++;
			}
		}
	}

	private void skip(char expected) {
		if (this.json.charAt(this.at++) != expected) {
			throw new IllegalArgumentException("Not written by this library");
		}
	}

	private String string() {
		skip('"');
		StringBuilder string = new StringBuilder();
		while (this.json.charAt(this.at) != '"') {
			char next = this.json.charAt(this.at++);
			string.append((next != '\\') ? next : escaped());
		}
		this.at++;
		return string.toString();
	}

	private char escaped() {
		char escape = this.json.charAt(this.at++);
		if (escape == 'u') {
			this.at += 4;
			return (char) Integer.parseInt(this.json.substring(this.at - 4, this.at), 16);
		}
		return switch (escape) {
			case 'n' -> '\n';
			case 'r' -> '\r';
			case 't' -> '\t';
			default -> escape;
		};
	}

	/**
	 * A number, {@code true}, {@code false} or {@code null}.
	 */
	private String literal() {
		int start = this.at;
		while (Character.isLetterOrDigit(this.json.charAt(this.at)) || "+-.".indexOf(this.json.charAt(this.at)) >= 0) {
			this.at++;
		}
		return this.json.substring(start, this.at);
	}

	/** Skips an array or an object. */
	private void skipValue() {
		int depth = 0;
		for (char next = this.json.charAt(this.at); depth > 0
				|| (next != ',' && next != '}'); next = this.json.charAt(this.at)) {
			if (next == '"') {
				string();
				continue;
			}
			depth += (next == '[' || next == '{') ? 1 : (next == ']' || next == '}') ? -1 : 0;
			this.at++;
		}
	}

}
