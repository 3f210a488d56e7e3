// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.surroundings;

import io.github.swffailure.ActivityHandler;
import io.github.swffailure.ActivityTask;
import org.slf4j.LoggerFactory;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Worker {

	@Bean
	Handlers handlers() {
		return new Handlers();
	}

	static class Handlers {

		@ActivityHandler(name = "charge", version = "1.0")
		public void charge(ActivityTask task) {
			LoggerFactory.getLogger(Handlers.class).info("Charging");
			throw new IllegalStateException("declined");
		}

	}

}
