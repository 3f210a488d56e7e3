// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * Starts the endpoint, the worker, the decider and the orders.
 */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
@EnableTransactionManagement
public class SampleApplication {

	public static void main(String[] args) {
		System.out.println("sample: a worker, a decider and an SWF endpoint start in this process; "
				+ "fifteen orders follow, most of which fail");
		SpringApplication.run(SampleApplication.class, args);
	}

}
