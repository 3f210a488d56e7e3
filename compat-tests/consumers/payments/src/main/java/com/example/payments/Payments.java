// SPDX-License-Identifier: Apache-2.0
package com.example.payments;

import io.github.swffailure.ActivityHandler;
import software.amazon.awssdk.services.swf.model.PollForActivityTaskResponse;

import org.springframework.stereotype.Component;

@Component
public class Payments {

	@ActivityHandler
	public String charge(PollForActivityTaskResponse task) {
		throw new IllegalStateException("Card 42 was declined");
	}

}
