// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import io.github.swffailure.ActivityTask;

/**
 * A handler of a bean, as its annotation declares it.
 *
 * @param bean the name of the bean
 * @param target the class of the bean's target
 * @param method the method of that class
 * @param type the activity type: the name defaults to the method's, the version may be
 * empty; placeholders are not resolved
 * @param taskList the task list, empty for all
 * @param tokens positions of the arguments that are task tokens
 */
public record DeclaredHandler(String bean, Class<?> target, Method method, ActivityTask.Type type, String taskList,
		List<Integer> tokens) {

	/** Maximum number of characters of a name. */
	public static final int LONGEST_NAME = 256;

	/**
	 * Whether SWF allows a name for a domain, type or task list.
	 * @param name the name
	 * @return whether it is allowed
	 */
	public static boolean isName(String name) {
		return !name.isBlank() && name.length() <= LONGEST_NAME && name.equals(name.strip())
				&& name.chars().noneMatch((c) -> ":/|".indexOf(c) >= 0 || Character.isISOControl(c))
				&& !name.equals("arn");
	}

	@Override
	public String toString() {
		return this.target.getSimpleName() + "." + this.method.getName()
				+ Arrays.stream(this.method.getParameterTypes())
					.map(Class::getSimpleName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

}
