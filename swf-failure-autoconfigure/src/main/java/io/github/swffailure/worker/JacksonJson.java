// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.lang.reflect.Type;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.swffailure.worker.InputConversion.Json;
import io.github.swffailure.worker.InputConversion.Problem;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Jackson 3 or 2, whichever is available: the mapper of the application if it has one,
 * otherwise a mapper of our own.
 */
final class JacksonJson {

	private static final boolean JACKSON_3 = isPresent("tools.jackson.databind.json.JsonMapper");

	private static final boolean JACKSON_2 = isPresent("com.fasterxml.jackson.databind.ObjectMapper");

	private JacksonJson() {
	}

	private static boolean isPresent(String name) {
		return ClassUtils.isPresent(name, JacksonJson.class.getClassLoader());
	}

	static @Nullable Json find(ListableBeanFactory beans) {
		Json ofApplication = JACKSON_3 ? Jackson3.ofApplication(beans) : null;
		if (ofApplication == null && JACKSON_2) {
			ofApplication = Jackson2.ofApplication(beans);
		}
		if (ofApplication != null) {
			return ofApplication;
		}
		if (JACKSON_3) {
			return Jackson3.create();
		}
		return JACKSON_2 ? Jackson2.create() : null;
	}

	/**
	 * Whether an object of a class that an input names may be created. Allows every
	 * subtype of the type that the handler declares, but only values of the JDK if that
	 * type is unspecific.
	 */
	static boolean isAllowed(Class<?> base, String name) {
		return !Unspecific.TYPES.contains(base) || Unspecific.VALUES.matcher(name).matches();
	}

	private static String place(String path, int column) {
		return (path.isEmpty() ? "" : path + ", ") + "column " + column;
	}

	private static final class Unspecific {

		static final Set<Class<?>> TYPES = Set.of(Object.class, java.io.Serializable.class, Comparable.class,
				Cloneable.class, AutoCloseable.class, java.io.Closeable.class, Runnable.class, CharSequence.class);

		static final Pattern VALUES = Pattern.compile("""
				(\\[L)?java\\.
				(lang\\.(Object|String|Boolean|Character|Byte|Short|Integer|Long|Float|Double)
				|math\\.Big(Integer|Decimal)
				|time\\.[A-Z]\\w+
				|util\\.(Date|UUID|((Array|Linked)List|(Linked)?Hash(Map|Set)|Tree(Map|Set)
				|Collections\\$\\w+|Arrays\\$ArrayList|ImmutableCollections\\$\\w+)))
				;?""", Pattern.COMMENTS);

	}

	private record Jackson2(com.fasterxml.jackson.databind.ObjectMapper plain,
			com.fasterxml.jackson.databind.ObjectMapper typed) implements Json {

		static @Nullable Json ofApplication(ListableBeanFactory beans) {
			var mapper = beans.getBeanProvider(com.fasterxml.jackson.databind.ObjectMapper.class).getIfUnique();
			return (mapper != null) ? of(mapper) : null;
		}

		static Json create() {
			return of(com.fasterxml.jackson.databind.json.JsonMapper.builder()
				.findAndAddModules()
				.disable(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				.disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
						com.fasterxml.jackson.databind.SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
				.build());
		}

		@SuppressWarnings("serial")
		private static Json of(com.fasterxml.jackson.databind.ObjectMapper mapper) {
			var named = mapper.copy()
				.activateDefaultTyping(new com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator.Base() {

					@Override
					public com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator.Validity validateSubClassName(
							com.fasterxml.jackson.databind.cfg.MapperConfig<?> config,
							com.fasterxml.jackson.databind.JavaType base, String name) {
						return isAllowed(base.getRawClass(), name)
								? com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator.Validity.ALLOWED
								: com.fasterxml.jackson.databind.jsontype.PolymorphicTypeValidator.Validity.DENIED;
					}

				}, com.fasterxml.jackson.databind.ObjectMapper.DefaultTyping.NON_FINAL);
			return new Jackson2(mapper, named);
		}

		@Override
		public @Nullable Object read(String text, Type type, boolean named) throws Exception {
			var mapper = named ? this.typed : this.plain;
			var reader = mapper.readerFor(mapper.constructType(type))
				.with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
			return ((type == Object.class)
					? reader.with(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
					: reader)
				.readValue(text);
		}

		@Override
		public String write(Object value, boolean named) throws Exception {
			return (named ? this.typed : this.plain).writeValueAsString(value);
		}

		@Override
		public @Nullable Problem explain(Exception thrown) {
			if (!(thrown instanceof com.fasterxml.jackson.core.JsonProcessingException ex)) {
				return null;
			}
			var location = ex.getLocation();
			String path = (ex instanceof com.fasterxml.jackson.databind.JsonMappingException mapping)
					? mapping.getPathReference() : "";
			Object value = (ex instanceof com.fasterxml.jackson.databind.exc.InvalidFormatException format)
					? format.getValue() : null;
			boolean own = ex instanceof com.fasterxml.jackson.databind.exc.ValueInstantiationException;
			return Problem.of(ex.getOriginalMessage(), value,
					place(path, (location != null) ? location.getColumnNr() : 0), own ? ex.getCause() : null);
		}

	}

	private record Jackson3(tools.jackson.databind.json.JsonMapper plain,
			tools.jackson.databind.json.JsonMapper typed) implements Json {

		static @Nullable Json ofApplication(ListableBeanFactory beans) {
			var mapper = beans.getBeanProvider(tools.jackson.databind.json.JsonMapper.class).getIfUnique();
			return (mapper != null) ? of(mapper) : null;
		}

		static Json create() {
			return of(tools.jackson.databind.json.JsonMapper.builder()
				.findAndAddModules()
				.disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
				.build());
		}

		@SuppressWarnings("serial")
		private static Json of(tools.jackson.databind.json.JsonMapper mapper) {
			var named = mapper.rebuild()
				.activateDefaultTyping(new tools.jackson.databind.jsontype.PolymorphicTypeValidator.Base() {

					@Override
					public tools.jackson.databind.jsontype.PolymorphicTypeValidator.Validity validateSubClassName(
							tools.jackson.databind.DatabindContext context, tools.jackson.databind.JavaType base,
							String name) {
						return isAllowed(base.getRawClass(), name)
								? tools.jackson.databind.jsontype.PolymorphicTypeValidator.Validity.ALLOWED
								: tools.jackson.databind.jsontype.PolymorphicTypeValidator.Validity.DENIED;
					}

				}, tools.jackson.databind.DefaultTyping.NON_FINAL)
				.build();
			return new Jackson3(mapper, named);
		}

		@Override
		public @Nullable Object read(String text, Type type, boolean named) {
			var mapper = named ? this.typed : this.plain;
			var reader = mapper.readerFor(mapper.constructType(type))
				.with(tools.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
			return ((type == Object.class)
					? reader.with(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) : reader)
				.readValue(text);
		}

		@Override
		public String write(Object value, boolean named) {
			return (named ? this.typed : this.plain).writeValueAsString(value);
		}

		@Override
		public @Nullable Problem explain(Exception thrown) {
			if (!(thrown instanceof tools.jackson.core.JacksonException ex)) {
				return null;
			}
			var location = ex.getLocation();
			Object value = (ex instanceof tools.jackson.databind.exc.InvalidFormatException format) ? format.getValue()
					: null;
			boolean own = ex instanceof tools.jackson.databind.exc.ValueInstantiationException;
			return Problem.of(ex.getOriginalMessage(), value,
					place(ex.getPathReference(), (location != null) ? location.getColumnNr() : 0),
					own ? ex.getCause() : null);
		}

	}

}
