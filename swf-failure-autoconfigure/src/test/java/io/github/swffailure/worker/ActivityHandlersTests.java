// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.util.List;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.support.DeclaredHandler;
import io.github.swffailure.worker.ActivityWorker.InvalidHandlersException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ActivityHandlersTests {

	private static final InputConversion CONVERSION = new InputConversion(List::of, () -> null, false);

	@ParameterizedTest
	@CsvSource({ "l, charge, 1.0, one(String)", "l, charge, 2.0, rest()", "l, charge, '', rest()",
			"other, charge, 1.0, one(String)", "vip, charge, 1.0, vip()", "vip, charge, 3.0, vipRest()",
			"l, refund, 1.0, refund()", "l, unknown, 1.0, ", "l, Charge, 1.0, rest2()", "vip, refund, 9, refund()" })
	void exactVersionAndOwnListComeFirst(String taskList, String name, String version, String expected) {
		ActivityHandlers handlers = handlers(declared("one", "charge", "1.0", ""), declared("rest", "charge", "", ""),
				declared("vip", "charge", "1.0", "vip"), declared("vipRest", "charge", "", "vip"),
				declared("refund", "refund", "", ""), declared("rest2", "Charge", "", ""));
		ActivityInvoker found = handlers.find(taskList, new ActivityTask.Type(name, version));
		assertThat((found != null) ? found.toString() : null)
			.isEqualTo((expected != null) ? "Methods." + expected : null);
	}

	@Test
	void twoHandlersOfOneTypeAreRefusedByName() {
		assertThatExceptionOfType(InvalidHandlersException.class)
			.isThrownBy(() -> handlers(declared("one", "charge", "1.0", ""), declared("rest", "charge", "1.0", "")))
			.withMessageContaining("Methods.one(String)")
			.withMessageContaining("Methods.rest()")
			.withMessageContaining("'charge' (1.0)");
	}

	@Test
	void oneTypeOnTwoListsIsNoClash() {
		assertThat(handlers(declared("one", "charge", "1.0", "a"), declared("rest", "charge", "1.0", "b")).taskLists())
			.containsExactly("a", "b");
	}

	@Test
	void placeholdersAreResolvedBeforeTypesAreCompared() {
		assertThatExceptionOfType(InvalidHandlersException.class).isThrownBy(() -> new ActivityHandlers(
				List.of(declared("one", "${name}", "1.0", ""), declared("rest", "charge", "1.0", "")),
				(text) -> text.replace("${name}", "charge"), ActivityHandlersTests::invoker));
	}

	@ParameterizedTest
	@CsvSource({ "a/b, 1.0, ''", "'', 1.0, ''", "' charge', 1.0, ''", "arn, '', ''", "charge, 1:0, ''",
			"charge, ' ', ''", "charge, 1.0, a|b", "charge, 1.0, ' '" })
	void whatSwfCannotRegisterIsRefusedByName(String name, String version, String taskList) {
		assertThatExceptionOfType(InvalidHandlersException.class)
			.isThrownBy(() -> handlers(declared("one", name, version, taskList)))
			.withMessageContaining("Methods.one(String)")
			.withMessageContaining("is not a valid name in SWF");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a b", "a.b-c_d", "\u00e4\u6f22", "arn1", "a\\b", "#{x}" })
	void otherNamesAreFine(String name) {
		assertThat(handlers(declared("one", name, name, name)).isEmpty()).isFalse();
	}

	@Test
	void twoInputsAreRefusedByName() {
		assertThatExceptionOfType(InvalidHandlersException.class)
			.isThrownBy(() -> handlers(declared("twoInputs", "charge", "1.0", "")))
			.withMessageContaining("Methods.twoInputs(ActivityTask, String, int)")
			.withMessageContaining("2 inputs");
	}

	@Test
	void asynchronousHandlerWhoseEndNobodyLearnsOfIsRefused() {
		assertThatExceptionOfType(InvalidHandlersException.class)
			.isThrownBy(() -> handlers(declared("unobserved", "charge", "1.0", "")))
			.withMessageContaining("Methods.unobserved(String)")
			.withMessageContaining("@Async");
		assertThat(handlers(declared("observed", "charge", "1.0", "")).isEmpty()).isFalse();
	}

	private static ActivityHandlers handlers(DeclaredHandler... declared) {
		return new ActivityHandlers(List.of(declared), (text) -> text, ActivityHandlersTests::invoker);
	}

	private static ActivityInvoker invoker(DeclaredHandler handler) {
		return new ActivityInvoker(handler, new DefaultListableBeanFactory(), CONVERSION);
	}

	private static DeclaredHandler declared(String method, String name, String version, String taskList) {
		return new DeclaredHandler("bean", Methods.class,
				List.of(ReflectionUtils.getDeclaredMethods(Methods.class))
					.stream()
					.filter((candidate) -> candidate.getName().equals(method))
					.findFirst()
					.orElseThrow(),
				new ActivityTask.Type(name, version), taskList, List.of());
	}

	static final class Methods {

		void one(String input) {
		}

		void rest() {
		}

		void vip() {
		}

		void vipRest() {
		}

		void refund() {
		}

		void rest2() {
		}

		@Async
		void unobserved(String input) {
		}

		@Async
		void observed(ActivityTask task, String input) {
		}

		void twoInputs(ActivityTask task, String one, int two) {
		}

	}

}
