package io.github.swffailure.aspect;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What our side throws: told to the log, never to a handler or its caller.
 */
final class OwnFailures {

	private static final Logger logger = LoggerFactory.getLogger(OwnFailures.class);

	private OwnFailures() {
	}

	/** Never throws, also where neither stack nor memory is left to log with. */
	static void log(String event, Object subject, Throwable failure) {
		try {
			logger.error(event, subject, failure);
		}
		catch (Throwable ex) {
			// The handler's own failure is on its way and says the same
		}
	}

}
