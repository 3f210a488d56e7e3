// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import io.github.swffailure.support.FailureOrigins;
import io.github.swffailure.support.SafeText;

/**
 * The name of the class of an exception, found out once.
 *
 * @param name the name, cleaned
 * @param simpleName without package and enclosing class
 * @param ascii whether it has characters of ASCII only
 */
record TypeName(String name, String simpleName, boolean ascii) {

	private static final ClassValue<TypeName> KNOWN = new ClassValue<>() {

		@Override
		protected TypeName computeValue(Class<?> type) {
			String name = SafeText.clean(type.getName());
			return new TypeName(name, FailureOrigins.simpleName(name), SafeText.isOneLine(name));
		}

	};

	static TypeName of(Throwable exception) {
		return KNOWN.get(exception.getClass());
	}

}
