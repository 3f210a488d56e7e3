package io.github.swffailure.test.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Reads {@code constraints.txt}. Shapes may be used before they are written down.
 */
final class ConstraintTable {

	private static final int SECONDS_LENGTH = 8;

	private static final int PRIORITY_LENGTH = 11;

	private final Map<String, Shape> shapes = new LinkedHashMap<>();

	private final Set<String> structures = new HashSet<>();

	static ConstraintTable read() {
		try (InputStream table = Objects.requireNonNull(ConstraintTable.class.getResourceAsStream("constraints.txt"),
				"constraints.txt is not on the class path");
				BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
			return read(lines.lines().toList());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static ConstraintTable read(List<String> lines) {
		ConstraintTable table = new ConstraintTable();
		Shape shape = new Shape();
		for (String line : lines) {
			if (line.startsWith(" ")) {
				shape.add(table.member(line.strip().split(" +", 2)));
			}
			else if (!line.isBlank() && !line.startsWith("#")) {
				shape = table.shape(line);
			}
		}
		return table;
	}

	Map<String, Shape> shapes() {
		return this.shapes;
	}

	/**
	 * Returns the shapes that no other shape uses.
	 */
	Set<String> operations() {
		Set<String> operations = new HashSet<>(this.shapes.keySet());
		operations.removeAll(this.structures);
		return operations;
	}

	private Shape shape(String name) {
		return this.shapes.computeIfAbsent(name, (key) -> new Shape());
	}

	private Shape structure(String name) {
		this.structures.add(name);
		return shape(name);
	}

	private Shape.Member member(String[] nameAndType) {
		String name = nameAndType[0];
		boolean required = name.endsWith("*");
		return new Shape.Member(required ? name.substring(0, name.length() - 1) : name, required,
				constraint(nameAndType[1].split(" ")));
	}

	private Constraint constraint(String... words) {
		return switch (words[0]) {
			case "string" -> text(Text.Kind.STRING, words);
			case "identifier" -> text(Text.Kind.IDENTIFIER, words);
			case "days" -> text(Text.Kind.DAYS, words);
			case "finite" -> new Text(Text.Kind.FINITE, 1, SECONDS_LENGTH);
			case "seconds" -> new Text(Text.Kind.SECONDS, 0, SECONDS_LENGTH);
			case "priority" -> new Text(Text.Kind.PRIORITY, 0, PRIORITY_LENGTH);
			case "integer" -> new Constraint.Whole(bounds(words)[0], bounds(words)[1]);
			case "boolean" -> new Constraint.Flag();
			case "timestamp" -> new Constraint.Time();
			case "enum" -> new Constraint.OneOf(List.of(words[1].split("/")));
			case "list" -> new Constraint.ListOf(Integer.parseInt(words[1]),
					constraint(Arrays.copyOfRange(words, 2, words.length)));
			default -> structure(words[0]);
		};
	}

	private static Text text(Text.Kind kind, String... words) {
		int[] bounds = bounds(words);
		return new Text(kind, bounds[0], bounds[1]);
	}

	private static int[] bounds(String... words) {
		return Arrays.stream(words[1].split("\\.\\.")).mapToInt(Integer::parseInt).toArray();
	}

}
