package io.github.swffailure.test.protocol;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The operations of the service and the constraints on their members, read once from the
 * table {@code constraints.txt}.
 */
public final class ServiceModel {

	private static final ServiceModel MODEL = new ServiceModel(Table.read());

	private final Map<String, Constraint.Shape> shapes;

	private final Set<String> operations;

	private ServiceModel(Table table) {
		this.shapes = table.shapes();
		this.operations = Collections.unmodifiableSet(new TreeSet<>(table.operations()));
	}

	public static ServiceModel get() {
		return MODEL;
	}

	/**
	 * Returns the operations that the endpoint knows, by name.
	 * @return the names in alphabetical order
	 */
	public Set<String> operations() {
		return this.operations;
	}

	/**
	 * Checks a request against all constraints of its operation.
	 * @param operation one of {@link #operations()}
	 * @param request the members as read from JSON
	 * @throws SwfFault a {@code SerializationException} for the first value of a wrong
	 * JSON type, else one {@code ValidationException} that tells every violation
	 */
	public void check(String operation, Map<String, ?> request) {
		Constraint.Shape shape = this.shapes.get(operation);
		if (shape == null) {
			throw SwfFault.unknownOperation("The operation '" + operation + "' is not served here");
		}
		Violations violations = new Violations();
		shape.checkMembers("", request, violations);
		violations.throwIfAny();
	}

	/**
	 * Reads {@code constraints.txt}. Shapes may be used before they are written down.
	 */
	static final class Table {

		private static final int SECONDS_LENGTH = 8;

		private static final int PRIORITY_LENGTH = 11;

		private final Map<String, Constraint.Shape> shapes = new LinkedHashMap<>();

		private final Set<String> structures = new HashSet<>();

		static Table read() {
			try (InputStream table = Objects.requireNonNull(Table.class.getResourceAsStream("constraints.txt"),
					"constraints.txt is not on the class path");
					BufferedReader lines = new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
				return read(lines.lines().toList());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		static Table read(List<String> lines) {
			Table table = new Table();
			Constraint.Shape shape = new Constraint.Shape();
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

		Map<String, Constraint.Shape> shapes() {
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

		private Constraint.Shape shape(String name) {
			return this.shapes.computeIfAbsent(name, (key) -> new Constraint.Shape());
		}

		private Constraint.Shape structure(String name) {
			this.structures.add(name);
			return shape(name);
		}

		private Constraint.Shape.Member member(String[] nameAndType) {
			String name = nameAndType[0];
			boolean required = name.endsWith("*");
			return new Constraint.Shape.Member(required ? name.substring(0, name.length() - 1) : name, required,
					constraint(nameAndType[1].split(" ")));
		}

		private Constraint constraint(String... words) {
			return switch (words[0]) {
				case "string" -> text(Constraint.Text.Kind.STRING, words);
				case "identifier" -> text(Constraint.Text.Kind.IDENTIFIER, words);
				case "days" -> text(Constraint.Text.Kind.DAYS, words);
				case "finite" -> new Constraint.Text(Constraint.Text.Kind.FINITE, 1, SECONDS_LENGTH);
				case "seconds" -> new Constraint.Text(Constraint.Text.Kind.SECONDS, 0, SECONDS_LENGTH);
				case "priority" -> new Constraint.Text(Constraint.Text.Kind.PRIORITY, 0, PRIORITY_LENGTH);
				case "integer" -> new Constraint.Whole(bounds(words)[0], bounds(words)[1]);
				case "boolean" -> new Constraint.Flag();
				case "timestamp" -> new Constraint.Time();
				case "enum" -> new Constraint.OneOf(List.of(words[1].split("/")));
				case "list" -> new Constraint.ListOf(Integer.parseInt(words[1]),
						constraint(Arrays.copyOfRange(words, 2, words.length)));
				default -> structure(words[0]);
			};
		}

		private static Constraint.Text text(Constraint.Text.Kind kind, String... words) {
			int[] bounds = bounds(words);
			return new Constraint.Text(kind, bounds[0], bounds[1]);
		}

		private static int[] bounds(String... words) {
			return Arrays.stream(words[1].split("\\.\\.")).mapToInt(Integer::parseInt).toArray();
		}

	}

}
