// SPDX-License-Identifier: Apache-2.0
package com.example.orders;

import io.github.swffailure.ActivityHandler;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.stereotype.Component;

@Component
public class Orders {

	@ActivityHandler
	public String charge(PollForActivityTaskResponse task) {
		if ("42".equals(task.input())) {
			throw new IllegalStateException("Card 42 was declined");
		}
		return "paid";
	}

}
