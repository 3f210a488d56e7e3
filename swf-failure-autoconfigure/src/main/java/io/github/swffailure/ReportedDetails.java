package io.github.swffailure;

import java.util.HashMap;
import java.util.Map;

/**
 * Reads what details in one of our formats tell of the outermost exception: of a JSON
 * object its simple members; of a document for the AWS Flow Framework those of
 * {@code swfFailure}; of a stack trace the type. Knows JSON no further than to read what
 * this library writes.
 */
final class ReportedDetails {

	private static final String OF_FLOW = "\"swfFailure\":{";

	private final Map<String, Object> members = new HashMap<>();

	private final String json;

	private int at;

	private ReportedDetails(String json, int at) {
		this.json = json;
		this.at = at;
	}

	static Map<String, Object> of(String details) {
		try {
			if (details.startsWith("{")) {
				return new ReportedDetails(details, 1).read();
			}
			if (details.startsWith("[")) {
				int start = details.indexOf(OF_FLOW);
				return (start < 0) ? Map.of() : new ReportedDetails(details, start + OF_FLOW.length()).read();
			}
			return type(details);
		}
		catch (RuntimeException ex) {
			return Map.of();
		}
	}

	private static Map<String, Object> type(String stackTrace) {
		String line = stackTrace.lines().findFirst().orElse("");
		int end = line.indexOf(": ");
		String type = (end >= 0) ? line.substring(0, end) : line;
		boolean name = !type.isEmpty() && type.codePoints()
			.allMatch((point) -> Character.isJavaIdentifierPart(point) || point == '.' || point == '/');
		return name ? Map.of("type", type) : Map.of();
	}

	private Map<String, Object> read() {
		while (this.json.charAt(this.at) == '"') {
			String name = string();
			skip(':');
			switch (this.json.charAt(this.at)) {
				case '"' -> this.members.put(name.equals("error_type") ? "type" : name, string());
				case 't', 'f' -> this.members.put(name, flag());
				default -> skipValue();
			}
			if (this.json.charAt(this.at) == ',') {
				this.at++;
			}
		}
		return this.members;
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

	private boolean flag() {
		boolean flag = this.json.startsWith("true", this.at);
		this.at += flag ? 4 : 5;
		return flag;
	}

	/**
	 * Skips a number, {@code null}, an array or an object.
	 */
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
