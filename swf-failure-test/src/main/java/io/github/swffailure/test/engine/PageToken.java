package io.github.swffailure.test.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * Where the next page begins; opaque on the wire.
 *
 * @param created when it was given out, which is for 24 hours
 * @param offset how many items come before the page
 * @param scope the answer it belongs to
 */
record PageToken(Instant created, int offset, String scope) {

	private static final Duration LIFETIME = Duration.ofHours(24);

	private static final String KIND = "page";

	private static final int PARTS = 4;

	String encode() {
		String text = KIND + " " + this.created.toEpochMilli() + " " + this.offset + " " + this.scope;
		return Opaque.seal(text.getBytes(StandardCharsets.UTF_8));
	}

	static PageToken decode(String token) {
		String[] parts = new String(Opaque.open(token), StandardCharsets.UTF_8).split(" ", PARTS);
		if (!parts[0].equals(KIND)) {
			throw Opaque.invalid();
		}
		return new PageToken(Instant.ofEpochMilli(Long.parseLong(parts[1])), Integer.parseInt(parts[2]), parts[3]);
	}

	int offset(String expectedScope, Instant now) {
		if (!this.scope.equals(expectedScope)) {
			throw Opaque.invalid();
		}
		if (now.isAfter(this.created.plus(LIFETIME))) {
			throw SwfFault.validation("Specified token has exceeded its maximum lifetime");
		}
		return this.offset;
	}

}
