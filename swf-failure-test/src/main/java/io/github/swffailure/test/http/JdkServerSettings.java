// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.sun.net.httpserver.HttpServer;

/**
 * Settings that the HTTP server of the JDK reads only from system properties, once, when
 * the first server is created. They are set for that moment, unless the user has set
 * them:
 * <ul>
 * <li>{@code nodelay}: otherwise an answer may wait 40 ms for the client's delayed
 * acknowledgement of its headers</li>
 * <li>{@code maxReqTime}: a client that takes longer to send its request is
 * disconnected</li>
 * <li>{@code idleInterval} and {@code maxIdleConnections}: the pool of the AWS SDK keeps
 * up to 1,000 connections for 60 seconds, and the server must not be the first to close
 * them</li>
 * </ul>
 */
final class JdkServerSettings {

	private static final String PREFIX = "sun.net.httpserver.";

	private static final Map<String, String> SETTINGS = Map.of(PREFIX + "nodelay", "true", PREFIX + "maxReqTime", "30",
			PREFIX + "idleInterval", "90", PREFIX + "maxIdleConnections", "2000");

	private JdkServerSettings() {
	}

	static synchronized HttpServer apply(Creation creation) throws IOException {
		List<String> added = new ArrayList<>();
		SETTINGS.forEach((property, value) -> {
			if (System.getProperty(property) == null) {
				System.setProperty(property, value);
				added.add(property);
			}
		});
		try {
			return creation.create();
		}
		finally {
			added.forEach(System::clearProperty);
		}
	}

	/**
	 * Creates a server.
	 */
	@FunctionalInterface
	interface Creation {

		HttpServer create() throws IOException;

	}

}
