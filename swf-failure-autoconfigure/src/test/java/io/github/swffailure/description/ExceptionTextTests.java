// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.naming.CompositeName;
import javax.naming.NameNotFoundException;
import javax.xml.transform.SourceLocator;
import javax.xml.transform.TransformerException;

import io.github.swffailure.redaction.SecretRedactor;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.LocatorImpl;

import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindException;
import org.springframework.validation.MapBindingResult;
import org.springframework.validation.beanvalidation.MethodValidationAdapter;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterValidationResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What exceptions say besides their message.
 */
@SuppressWarnings({ "NullAway", "serial" })
class ExceptionTextTests {

	private static final ValidatorFactory VALIDATION = Validation.byDefaultProvider()
		.configure()
		.messageInterpolator(new ParameterMessageInterpolator())
		.buildValidatorFactory();

	private static final Set<ConstraintViolation<Order>> TOO_LOW = VALIDATION.getValidator()
		.validate(new Order(-3, "hunter2 and more", "x@y", "z"));

	static Stream<Arguments> texts() {
		NameNotFoundException naming = new NameNotFoundException("not bound");
		naming.setRemainingName(new CompositeName().getPrefix(0));
		SAXSourceLocator located = new SAXSourceLocator();
		located.setSystemId("a.xsl");
		located.setLineNumber(7);
		located.setColumnNumber(3);
		return Stream.of(Arguments.of(new IOException("disk full"), "disk full"),
				Arguments.of(new SAXParseException("no root", "p", "file:x.xml", 3, 7),
						"publicId: p; systemId: file:x.xml; lineNumber: 3; columnNumber: 7; no root"),
				Arguments.of(naming, "not bound; remaining name ''"),
				Arguments.of(new Printed("x", "Printed{code=3, message='x'}"), "Printed{code=3, message='x'}"),
				Arguments.of(new Printed("x", "code 3"), "x; code 3"),
				Arguments.of(new Printed("x is said", "x"), "x is said"),
				Arguments.of(new Printed(null, "code 3"), "code 3"), Arguments.of(new Printed("x", ""), "x"),
				Arguments.of(new Printed("x", null), "x"), Arguments.of(new IOException(), null),
				Arguments.of(new Translated("order.missing"), "order.missing; Auftrag 42 fehlt"),
				Arguments.of(new TransformerException("bad template", located),
						"bad template; SystemID: a.xsl; Line#: 7; Column#: 3"),
				Arguments.of(new TransformerException("bad template"), "bad template"),
				Arguments.of(new ConstraintViolationException("Order 42 is refused", null), "Order 42 is refused"),
				Arguments.of(new ConstraintViolationException(Set.of()), ""),
				Arguments.of(new ConstraintViolationException("Order 42 is refused", TOO_LOW),
						"Order 42 is refused; 1 error:\n- amount: must be greater than or equal to 0 (rejected value: -3)"));
	}

	@ParameterizedTest
	@MethodSource
	void texts(Throwable failure, String text) {
		assertThat(ExceptionText.of(failure)).isEqualTo(text);
	}

	@Test
	void bindingErrorsAreALineEach() {
		Order order = new Order(-3, "hunter2", "x", null);
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(order, "order");
		result.rejectValue("amount", "min", "must be positive");
		result.rejectValue("password", "size", "'hunter2' is too short");
		result.rejectValue("customer", "null");
		result.reject("closed", "order is closed");
		assertThat(ExceptionText.of(new BindException(result))).isEqualTo("""
				order has 4 errors:
				- amount: must be positive (rejected value: -3)
				- customer: not valid
				- order: order is closed
				- password: '[rejected value]' is too short""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "kennwort", "neuesPasswort", "apiKey", "accessToken", "seedPhrase", "senha", "cvc" })
	void rejectedValueOfASecretIsNotShown(String name) {
		MapBindingResult result = new MapBindingResult(Map.of(name, "hunter2"), "login");
		result.rejectValue(name, "size", "too short");
		assertThat(ExceptionText.of(new BindException(result)))
			.isEqualTo("login has 1 error:\n- " + name + ": too short");
	}

	@ParameterizedTest
	@CsvSource({ "' ', must not be blank, must not be blank", "'', must not be empty, must not be empty",
			"a, 'a is a bad value', [rejected value] is [rejected value] bad value",
			"hunter2, 'hunter2 is too short', [rejected value] is too short",
			"in, must be in {min}, must be [rejected value] {min}", "x, too short: x1 and 2x, too short: x1 and 2x" })
	void messageLosesARejectedSecretOnly(String value, String message, String shown) {
		MapBindingResult result = new MapBindingResult(Map.of("password", value), "login");
		result.rejectValue("password", "size", message);
		assertThat(ExceptionText.of(new BindException(result))).isEqualTo("login has 1 error:\n- password: " + shown);
	}

	@Test
	void constraintViolationsAreALineEach() {
		Validator validator = VALIDATION.getValidator();
		Order order = new Order(-3, "hunter2", "x", null);
		assertThat(ExceptionText.of(new ConstraintViolationException(validator.validate(order)))).isEqualTo("""
				4 errors:
				- amount: must be greater than or equal to 0 (rejected value: -3)
				- customer: must not be null
				- email: must be a well-formed email address (rejected value: x)
				- password: size must be between 8 and 20""");
	}

	@Test
	void argumentsThatAreNotValidAreALineEach() throws NoSuchMethodException {
		MethodValidationAdapter adapter = new MethodValidationAdapter(VALIDATION);
		var result = adapter.validateArguments(this,
				ExceptionTextTests.class.getDeclaredMethod("charge", int.class, String.class), null,
				new Object[] { -1, "hunter2" }, new Class<?>[0]);
		assertThat(ExceptionText.of(new MethodValidationException(result))).isEqualTo("""
				charge() has 2 errors:
				- amount: must be greater than or equal to 0 (rejected value: -1)
				- apiToken: size must be between 8 and 2147483647""");
	}

	@Test
	void errorsAreInAnOrderOfTheirOwn() {
		MapBindingResult result = new MapBindingResult(Map.of(), "login");
		result.rejectValue("zip", "size", "too short");
		result.rejectValue("age", "min", "too young");
		assertThat(ExceptionText.of(new BindException(result)))
			.isEqualTo("login has 2 errors:\n- age: too young\n- zip: too short");
	}

	@Test
	void argumentWithoutANameIsNotShown() throws NoSuchMethodException {
		Method nameless = String.class.getMethod("concat", String.class);
		var error = new DefaultMessageSourceResolvable(new String[0], "too short");
		var argument = new ParameterValidationResult(new MethodParameter(nameless, 0), "hunter2", List.of(error), null,
				null, null, (rejected, type) -> rejected);
		var result = MethodValidationResult.create("x", nameless, List.of(argument));
		assertThat(ExceptionText.of(new MethodValidationException(result)))
			.isEqualTo("concat() has 1 error:\n- argument 0: too short");
	}

	void charge(@Min(0) int amount, @Size(min = 8) String apiToken) {
	}

	@Test
	void textsPassTheRedactors() {
		Throwable failure = new Printed("x", "password=hunter2");
		var description = Describing.byDefault().redactedBy(SecretRedactor.create(List.of())).of(failure);
		assertThat(description.reason()).contains("password=[redacted]").doesNotContain("hunter2");
		assertThat(description.details()).contains("password=[redacted]").doesNotContain("hunter2");
	}

	@Test
	void reasonHasTheErrorsOnOneLine() {
		BeanPropertyBindingResult result = new BeanPropertyBindingResult(Map.of(), "order");
		result.reject("closed", "order is closed");
		assertThat(Describing.byDefault().reason(new BindException(result)))
			.isEqualTo("BindException: order has 1 error: - order: order is closed");
	}

	@SuppressWarnings("OverrideThrowableToString")
	private static final class Printed extends RuntimeException {

		private final String text;

		Printed(String message, String text) {
			super(message);
			this.text = text;
		}

		@Override
		public String toString() {
			return this.text;
		}

	}

	private static final class Translated extends RuntimeException {

		Translated(String message) {
			super(message);
		}

		@Override
		public String getLocalizedMessage() {
			return "Auftrag 42 fehlt";
		}

	}

	/** A place in a document of XML. */
	private static final class SAXSourceLocator extends LocatorImpl implements SourceLocator {

	}

	public record Order(@Min(0) int amount, @Size(min = 8, max = 20) String password, @Email String email,
			@NotNull String customer) {

		public int getAmount() {
			return this.amount;
		}

		public String getPassword() {
			return this.password;
		}

		public String getCustomer() {
			return this.customer;
		}

	}

}
