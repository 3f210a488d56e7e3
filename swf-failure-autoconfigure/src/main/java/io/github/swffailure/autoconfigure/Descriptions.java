// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.autoconfigure;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

import io.github.swffailure.FailureRedactor;
import io.github.swffailure.ReasonCode;
import io.github.swffailure.description.DescriptionSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;

/**
 * Creates the settings of the describer from the properties, the name and version of the
 * application, and the identity of the worker.
 */
final class Descriptions {

	/** Process id and host name, the identity of the worker if none is set. */
	static final String PROCESS = ProcessHandle.current().pid() + "@" + host();

	private Descriptions() {
	}

	private static String host() {
		try {
			return InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

	static DescriptionSettings settings(SwfFailureProperties properties, List<FailureRedactor> redactors,
			@Nullable ClassLoader classLoader, Environment environment) {
		Map<String, ReasonCode> codes = ClassNameMaps.codes(properties.reasons());
		return new DescriptionSettings(
				new DescriptionSettings.Reason(properties.reason().maxLength(), properties.reason().prefix()),
				new DescriptionSettings.Details(properties.details().fittingLength(), properties.details().format(),
						ClassNameMaps.byClass(properties.details().flowTypes(), classLoader)),
				redactors, ClassNameMaps.byClass(codes, classLoader), hints(properties, environment));
	}

	private static DescriptionSettings.Hints hints(SwfFailureProperties properties, Environment environment) {
		return new DescriptionSettings.Hints(properties.retryable().auto(),
				environment.getProperty("swf.worker.identity", PROCESS),
				environment.getProperty("spring.application.name"),
				environment.getProperty("spring.application.version"), properties.details().mdc());
	}

}
