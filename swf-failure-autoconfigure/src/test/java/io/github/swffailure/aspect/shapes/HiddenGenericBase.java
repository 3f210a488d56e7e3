// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect.shapes;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers;

abstract class HiddenGenericBase<T> {

	@ActivityHandler
	public T run(@TaskToken T token) {
		throw Handlers.declined();
	}

}
