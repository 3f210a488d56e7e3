package io.github.swffailure.test.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

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

	private static final int PARTS = 3;

	String encode() {
		String text = this.created.toEpochMilli() + " " + this.offset + " " + this.scope;
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	static PageToken decode(String token) {
		try {
			String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
			String[] parts = text.split(" ", PARTS);
			return new PageToken(Instant.ofEpochMilli(Long.parseLong(parts[0])), Integer.parseInt(parts[1]), parts[2]);
		}
		catch (IllegalArgumentException | ArrayIndexOutOfBoundsException ex) {
			throw SwfFault.validation("Invalid token");
		}
	}

	int offset(String expectedScope, Instant now) {
		if (!this.scope.equals(expectedScope) || this.offset < 0) {
			throw SwfFault.validation("Invalid token");
		}
		if (now.isAfter(this.created.plus(LIFETIME))) {
			throw SwfFault.validation("Specified token has exceeded its maximum lifetime");
		}
		return this.offset;
	}

}
