// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import io.github.swffailure.ActivityInputConverter;
import io.github.swffailure.ActivityTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
	void withoutJacksonTextsWorkAndTheRestNamesTheRemedy() {
		InputConversion plain = new InputConversion(List::of, () -> null, false);
		assertThat(read(plain, "x", String.class)).isEqualTo("x");
		assertThat(plain.write(5, TASK)).isEqualTo("5");
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

	@Test
	void resultsAreReadByTheFlowFramework() {
		JsonDataConverter decider = new JsonDataConverter();
		assertThat(decider.fromData(this.flow.write("done", TASK), String.class)).isEqualTo("done");
		assertThat(decider.fromData(this.flow.write(5L, TASK), Long.class)).isEqualTo(5L);
		assertThat(decider.fromData(this.flow.write(new Item("a"), TASK), Item.class).name).isEqualTo("a");
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
