// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.swffailure.ActivityInputConverter;
import io.github.swffailure.ActivityTask;
import org.assertj.core.util.Throwables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.core.ResolvableType;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class InputConversionTests {

	private static final ActivityTask TASK = new ActivityTask("token", "a1", new ActivityTask.Type("charge", "1.0"),
			null);

	private final InputConversion json = conversion(false);

	private final InputConversion flow = conversion(true);

	private static InputConversion conversion(boolean flow) {
		DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
		return new InputConversion(List::of, () -> JacksonJson.find(beans), flow);
	}

	@Test
	void textIsPassedAsItIs() {
		assertThat(read(this.json, "\"quoted\"", String.class)).isEqualTo("\"quoted\"");
		assertThat(read(this.json, "x", CharSequence.class)).isEqualTo("x");
		assertThat(read(this.json, "x", Object.class)).isEqualTo("x");
		assertThat(read(this.json, "", String.class)).isEqualTo("");
		assertThat(read(this.json, null, String.class)).isNull();
	}

	@Test
	void otherTypesAreReadAsJson() {
		assertThat(read(this.json, "{\"id\":7,\"amount\":1.10,\"new\":1}", Order.class))
			.isEqualTo(new Order(7, new BigDecimal("1.10")));
		assertThat(read(this.json, "42", int.class)).isEqualTo(42);
		assertThat(read(this.json, "[{\"id\":7}]", ResolvableType.forClassWithGenerics(List.class, Order.class)))
			.isEqualTo(List.of(new Order(7, null)));
		assertThat(read(this.json, null, Order.class)).isNull();
	}

	@Test
	void whatCannotBeReadNamesTaskAndType() {
		assertThatIllegalArgumentException().isThrownBy(() -> read(this.json, "{", Order.class))
			.withMessageContaining("'charge' (1.0)")
			.withMessageContaining("Order");
		assertThatIllegalArgumentException().isThrownBy(() -> read(this.json, null, int.class))
			.withMessageContaining("there is no input");
		assertThatIllegalArgumentException().isThrownBy(() -> read(this.json, " null", long.class))
			.withMessageContaining("there is no input");
	}

	private static Stream<Arguments> values() {
		return Stream.of(
				Arguments.of(ResolvableType.forClassWithGenerics(Optional.class, Order.class), null, Optional.empty(),
						null),
				Arguments.of(ResolvableType.forClassWithGenerics(Optional.class, String.class), "x", Optional.of("x"),
						null),
				Arguments.of(ResolvableType.forClassWithGenerics(Optional.class, Order.class), "{\"id\":7}",
						Optional.of(new Order(7, null)), null),
				Arguments.of(type(Order.class), " \n\t ", null, null),
				Arguments.of(type(OptionalInt.class), null, OptionalInt.empty(), null),
				Arguments.of(type(OptionalInt.class), "5", OptionalInt.of(5), "5"),
				Arguments.of(type(OptionalLong.class), " null ", OptionalLong.empty(), null),
				Arguments.of(type(byte[].class), "\"AQI=\"", new byte[] { 1, 2 }, "\"AQI=\""),
				Arguments.of(type(Color.class), "\"RED\"", Color.RED, "\"RED\""),
				Arguments.of(type(LocalDate.class), "\"2026-11-27\"", LocalDate.of(2026, 11, 27), "\"2026-11-27\""),
				Arguments.of(type(Instant.class), "\"2026-11-27T10:00:00Z\"", Instant.parse("2026-11-27T10:00:00Z"),
						"\"2026-11-27T10:00:00Z\""),
				Arguments.of(type(Duration.class), "\"PT5M\"", Duration.ofMinutes(5), "\"PT5M\""),
				Arguments.of(type(UUID.class), "\"123e4567-e89b-12d3-a456-426614174000\"",
						UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
						"\"123e4567-e89b-12d3-a456-426614174000\""),
				Arguments.of(type(long.class), "9007199254740993", 9_007_199_254_740_993L, "9007199254740993"),
				Arguments.of(type(Boolean.class), "true", true, "true"),
				Arguments.of(type(BigDecimal.class), "1.10", new BigDecimal("1.10"), "1.10"),
				Arguments.of(type(Order[].class), "[{\"id\":7}]", new Order[] { new Order(7, null) },
						"[{\"id\":7,\"amount\":null}]"),
				Arguments.of(
						ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class),
								ResolvableType.forClassWithGenerics(List.class, Integer.class)),
						"{\"a\":[1]}", Map.of("a", List.of(1)), "{\"a\":[1]}"),
				Arguments.of(type(Object[].class), "[1,\"x\"]", new Object[] { 1, "x" }, "[1,\"x\"]"));
	}

	@ParameterizedTest
	@MethodSource("values")
	void valuesAreReadAndWrittenTheSameWay(ResolvableType type, @Nullable String input, @Nullable Object value,
			@Nullable String written) {
		assertThat(this.json.read(input, List.of(type), TASK)).containsExactly(value);
		if (value != null && written != null) {
			assertThat(this.json.write(value, TASK)).isEqualTo(written);
		}
	}

	private static Stream<Arguments> secrets() {
		return Stream.of(Arguments.of(type(Order.class), "{\"id\":\"hunter2\"}", "Order[\"id\"], column 7"),
				Arguments.of(type(Order.class), "hunter2", "Unrecognized token '...': was expecting (JSON"),
				Arguments.of(type(Order.class), "\"hunter2\"", "Order"),
				Arguments.of(type(int.class), "\"hunter2\"", "int"),
				Arguments.of(type(int.class), "4700110022", "Numeric value ('...') out of range"),
				Arguments.of(type(Color.class), "47001100", "from number '...': index value outside legal"),
				Arguments.of(type(Pet.class), "{\"type\":\"hunter2\"}", "Could not resolve type id '...' as a subtype"),
				Arguments.of(type(Order.class), "[\"hunter2\"]", "from Array value (column 1)"),
				Arguments.of(type(Order.class), "{\"id\":7} hunter2", "Unrecognized token"),
				Arguments.of(type(Order.class), "{\"id\":7}{\"id\":8}", "Trailing token"),
				Arguments.of(type(LocalDate.class), "\"hunter2\"", "LocalDate"),
				Arguments.of(type(Color.class), "\"hunter2\"", "[RED"),
				Arguments.of(type(Color.class), "\"hunter2 \\\"quoted\"", "[RED"),
				Arguments.of(ResolvableType.forClassWithGenerics(Map.class, Integer.class, String.class),
						"{\"hunter2\":\"x\"}", "Integer"),
				Arguments.of(type(byte[].class), "\"hunter2!\"", "base64"),
				Arguments.of(type(UUID.class), "\"hunter2\"", "UUID"),
				Arguments.of(type(Guarded.class), "{\"id\":8}", "refused by the application"));
	}

	@ParameterizedTest
	@MethodSource("secrets")
	void whatCannotBeReadIsNotShown(ResolvableType type, String input, String shown) {
		assertThatIllegalArgumentException().isThrownBy(() -> this.json.read(input, List.of(type), TASK))
			.withMessageContaining(shown)
			.satisfies((ex) -> assertThat(ex).hasStackTraceContaining("The input of")
				.extracting((thrown) -> Throwables.getStackTrace(thrown))
				.asString()
				.doesNotContain("hunter2", "4700110"));
	}

	@Test
	void resultsAreWrittenAsTextOrJson() {
		assertThat(this.json.write("done", TASK)).isEqualTo("done");
		assertThat(this.json.write(CharBuffer.wrap("built"), TASK)).isEqualTo("built");
		assertThat(this.json.write(5L, TASK)).isEqualTo("5");
		assertThat(this.json.write(true, TASK)).isEqualTo("true");
		assertThat(this.json.write(new Order(7, BigDecimal.ONE), TASK)).isEqualTo("{\"id\":7,\"amount\":1}");
		assertThat(this.json.write(List.of(1, 2), TASK)).isEqualTo("[1,2]");
	}

	@Test
	void whatJsonCallsNullIsNoResult() {
		assertThat(this.json.write(OptionalInt.empty(), TASK)).isNull();
		assertThat(this.json.write(new AtomicReference<>(), TASK)).isNull();
		assertThat(this.json.write("null", TASK)).isEqualTo("null");
	}

	@Test
	void withoutJacksonTextsWorkAndTheRestNamesTheRemedy() {
		InputConversion plain = new InputConversion(List::of, () -> null, false);
		assertThat(read(plain, "x", String.class)).isEqualTo("x");
		assertThat(plain.write(5, TASK)).isEqualTo("5");
		assertThat(read(plain, null, Order.class)).isNull();
		assertThatIllegalArgumentException().isThrownBy(() -> read(plain, "{}", Order.class))
			.withMessageContaining("Jackson")
			.withMessageContaining("ActivityInputConverter");
		assertThatIllegalStateException().isThrownBy(() -> plain.write(new Order(1, null), TASK))
			.withMessageContaining("Jackson");
	}

	@Test
	void converterOfTheApplicationComesFirst() {
		InputConversion own = new InputConversion(() -> List.of(new Upper()), () -> null, false);
		assertThat(read(own, "x", String.class)).isEqualTo("X");
		assertThat(own.write(new Order(1, null), TASK)).isEqualTo("ORDER");
	}

	@Test
	void argumentsOfTheFlowFrameworkAreRead() {
		String input = new JsonDataConverter().toData(new Object[] { "text", 5L, new Item("a"), 3, true, 1.5,
				List.of(new Item("b")), Map.of("k", new Item("c")), null, new BigDecimal("1.10"), Color.RED });
		List<Object> read = this.flow.read(input,
				List.of(type(String.class), type(long.class), type(Item.class), type(Integer.class),
						type(boolean.class), type(double.class),
						ResolvableType.forClassWithGenerics(List.class, Item.class),
						ResolvableType.forClassWithGenerics(Map.class, String.class, Item.class), type(String.class),
						type(BigDecimal.class), type(Color.class)),
				TASK);
		assertThat(read).usingRecursiveFieldByFieldElementComparator()
			.containsExactly("text", 5L, new Item("a"), 3, true, 1.5, List.of(new Item("b")),
					Map.of("k", new Item("c")), null, new BigDecimal("1.10"), Color.RED);
	}

	private static Stream<Arguments> finalClasses() {
		ResolvableType longs = ResolvableType.forClassWithGenerics(List.class, Long.class);
		UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
		return Stream.of(Arguments.of(longs, new ArrayList<>(List.of(5L, 6L))),
				Arguments.of(ResolvableType.forClassWithGenerics(Set.class, UUID.class), new HashSet<>(Set.of(id))),
				Arguments.of(ResolvableType.forClassWithGenerics(Map.class, String.class, Long.class),
						new HashMap<>(Map.of("k", 7L))),
				Arguments.of(
						ResolvableType.forClassWithGenerics(Map.class, ResolvableType.forClass(String.class), longs),
						new TreeMap<>(Map.of("k", new ArrayList<>(Arrays.asList(7L, null))))),
				Arguments.of(ResolvableType.forClassWithGenerics(List.class, Color.class), List.of(Color.RED)),
				Arguments.of(ResolvableType.forClassWithGenerics(List.class, long[].class),
						new ArrayList<>(List.of(new long[] { 5 }))),
				Arguments.of(type(String[].class), new String[] { "a", "b" }),
				Arguments.of(type(byte[].class), new byte[] { 1, 2 }),
				Arguments.of(type(long[].class), new long[] { 5 }),
				Arguments.of(type(Long[][].class), new Long[][] { { 5L } }),
				Arguments.of(type(Item[].class), new Item[] { new Item("a") }));
	}

	@ParameterizedTest
	@MethodSource("finalClasses")
	void whatTheFlowFrameworkWritesOfFinalClassesIsRead(ResolvableType type, Object value) {
		String input = new JsonDataConverter().toData(new Object[] { value });
		assertThat(read(this.flow, input, type)).usingRecursiveComparison().isEqualTo(value);
	}

	@Test
	void resultsAreReadByTheFlowFramework() {
		JsonDataConverter decider = new JsonDataConverter();
		assertThat(decider.fromData(this.flow.write("done", TASK), String.class)).isEqualTo("done");
		assertThat(decider.fromData(this.flow.write(5L, TASK), Long.class)).isEqualTo(5L);
		assertThat(decider.fromData(this.flow.write(new Item("a"), TASK), Item.class).name).isEqualTo("a");
	}

	@Test
	void nullOfTheFlowFrameworkIsNoPrimitive() {
		String input = new JsonDataConverter().toData(new Object[] { null });
		assertThatIllegalArgumentException().isThrownBy(() -> read(this.flow, input, long.class))
			.withMessageContaining("there is no input");
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "{}", "[]", "[\"[Ljava.lang.Object;\",{}]", "[\"[Ljava.lang.Object;\",[]]",
			"[\"[Ljava.lang.Object;\",[\"a\",\"b\"]]" })
	void whatTheFlowFrameworkDoesNotWriteIsRefused(String input) {
		assertThatIllegalArgumentException().isThrownBy(() -> read(this.flow, input, String.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "javax.swing.JEditorPane", "java.lang.ProcessBuilder", "java.util.zip.ZipFile",
			"[Ljavax.swing.JEditorPane;", "io.github.swffailure.worker.InputConversionTests$Item" })
	void classesThatNoDeclarationNamesAreNotMade(String name) {
		String input = "[\"[Ljava.lang.Object;\",[[\"java.util.ArrayList\",[[\"" + name + "\",{}]]]]]";
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.flow.read(input, List.of(ResolvableType.forClass(List.class)), TASK));
	}

	private static ResolvableType type(Class<?> type) {
		return ResolvableType.forClass(type);
	}

	private static @Nullable Object read(InputConversion conversion, @Nullable String input, Class<?> type) {
		return read(conversion, input, type(type));
	}

	private static @Nullable Object read(InputConversion conversion, @Nullable String input, ResolvableType type) {
		return conversion.read(input, List.of(type), TASK).get(0);
	}

	record Order(int id, @Nullable BigDecimal amount) {
	}

	record Guarded(int id) {

		Guarded {
			if (id == 8) {
				throw new IllegalStateException("refused by the application");
			}
		}

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
	interface Pet {

	}

	enum Color {

		RED

	}

	public static class Item {

		public String name;

		public Item() {
			this("");
		}

		Item(String name) {
			this.name = name;
		}

	}

	private static final class Upper implements ActivityInputConverter {

		@Override
		public boolean supports(ResolvableType type) {
			return true;
		}

		@Override
		public Object read(@Nullable String input, ResolvableType type) {
			return String.valueOf(input).toUpperCase(Locale.ROOT);
		}

		@Override
		public String write(Object result) {
			return result.getClass().getSimpleName().toUpperCase(Locale.ROOT);
		}

	}

}
