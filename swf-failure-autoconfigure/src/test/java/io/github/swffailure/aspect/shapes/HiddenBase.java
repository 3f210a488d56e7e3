// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect.shapes;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;
import io.github.swffailure.aspect.Handlers;

abstract class HiddenBase {

	@ActivityHandler
	public String run(@TaskToken String token) {
		throw Handlers.declined();
	}

}
