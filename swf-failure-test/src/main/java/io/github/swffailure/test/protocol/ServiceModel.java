// SPDX-License-Identifier: Apache-2.0
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

	private static final String DECISION_ATTRIBUTES = "DecisionAttributes";

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
	 * Makes sure that a request has no member that the service would ignore.
	 * @param operation one of {@link #operations()}, or a structure
	 * @param request the members
	 * @throws IllegalArgumentException if it has, with the nearest in its message
	 */
	public void requireKnownMembers(String operation, Map<String, ?> request) {
		Objects.requireNonNull(this.shapes.get(operation), operation).requireKnownMembers(request);
	}

	/**
	 * Makes sure that there is a decision with such attributes.
	 * @param decisionType the type, for instance {@code StartTimer}
	 * @param attributes its attributes
	 * @throws IllegalArgumentException if there is none, with the nearest in its message
	 */
	public void requireDecision(String decisionType, Map<String, ?> attributes) {
		Set<String> decisions = new TreeSet<>();
		this.shapes.keySet()
			.stream()
			.filter((shape) -> shape.endsWith(DECISION_ATTRIBUTES))
			.forEach((shape) -> decisions.add(shape.substring(0, shape.length() - DECISION_ATTRIBUTES.length())));
		KnownNames.require(decisionType, decisions, "SWF has no decision '" + decisionType + "'");
		requireKnownMembers(decisionType + DECISION_ATTRIBUTES, attributes);
	}

	/**
	 * Makes sure that one member may have a value.
	 * @param shape an operation or structure
	 * @param name the name of the member
	 * @param value its value
	 * @throws IllegalArgumentException if it may not
	 */
	public void requireMember(String shape, String name, Object value) {
		Violations violations = new Violations();
		Objects.requireNonNull(this.shapes.get(shape), shape).checkMember(name, value, violations);
		try {
			violations.throwIfAny();
		}
		catch (SwfFault fault) {
			throw new IllegalArgumentException(fault.text(), fault);
		}
	}

	/**
	 * Checks a request against all constraints of its operation.
	 * @param operation one of {@link #operations()}
	 * @param request the members as read from JSON
	 * @throws SwfFault a {@code SerializationException} for the first value of a wrong
	 * JSON type, else one {@code ValidationException} that names every violation
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
				case "string" -> text(Text.Kind.STRING, words);
				case "identifier" -> text(Text.Kind.IDENTIFIER, words);
				case "tag" -> text(Text.Kind.TAG, words);
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

}
