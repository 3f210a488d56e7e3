// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.spring;

import java.util.List;
import java.util.Map;

/**
 * Dummy credentials where the user has set none, so that the AWS SDK does not look for
 * real ones.
 *
 * @param properties the system properties that were set here
 */
record DummyCredentials(List<String> properties) implements AutoCloseable {

	private static final Map<String, String> CREDENTIALS = Map.of("aws.accessKeyId", "test", "aws.secretAccessKey",
			"test");

	static DummyCredentials set() {
		List<String> absent = CREDENTIALS.keySet()
			.stream()
			.filter((property) -> System.getProperty(property) == null)
			.toList();
		absent.forEach((property) -> System.setProperty(property, CREDENTIALS.get(property)));
		return new DummyCredentials(absent);
	}

	@Override
	public void close() {
		this.properties.forEach(System::clearProperty);
	}

}
