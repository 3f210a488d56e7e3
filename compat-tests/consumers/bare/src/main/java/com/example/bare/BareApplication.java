// SPDX-License-Identifier: Apache-2.0
package com.example.bare;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.TaskToken;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class BareApplication {

	public static void main(String[] args) {
		SpringApplication.run(BareApplication.class, args);
	}

	@Bean
	Payments payments() {
		return new Payments();
	}

	static class Payments {

		@ActivityHandler
		void charge(@TaskToken String token) {
			throw new IllegalStateException("Card 42 was declined");
		}

	}

}
