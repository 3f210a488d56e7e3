package io.github.swffailure.test.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;
import io.github.swffailure.test.protocol.SwfFault;
import org.jspecify.annotations.Nullable;

/**
 * Cuts answers into pages by {@code maximumPageSize}, {@code reverseOrder} and
 * {@code nextPageToken}.
 */
final class Paging {

	private static final int DEFAULT_SIZE = 1000;

	private final Deadlines time;

	Paging(Deadlines time) {
		this.time = time;
	}

	/**
	 * Returns the page that the request asks for.
	 * @param all everything in ascending order
	 * @param request the request
	 * @param scope what a token of this answer may be used for
	 */
	<T> Page<T> page(List<T> all, Members request, String scope) {
		List<T> ordered = request.flag("reverseOrder") ? reversed(all) : all;
		int given = request.number("maximumPageSize", 0);
		int size = (given > 0) ? given : DEFAULT_SIZE;
		String token = request.find("nextPageToken");
		int from = (token != null) ? Token.decode(token).offset(scope, this.time.now()) : 0;
		int to = Math.min(from + size, ordered.size());
		String next = (to < ordered.size()) ? new Token(this.time.now(), to, scope).encode() : null;
		return new Page<>(ordered.subList(Math.min(from, to), to), next);
	}

	private static <T> List<T> reversed(List<T> all) {
		List<T> reversed = new ArrayList<>(all);
		Collections.reverse(reversed);
		return reversed;
	}

	/**
	 * One page.
	 */
	record Page<T>(List<T> items, @Nullable String nextPageToken) {

		Fields fields(String member, Function<T, Map<String, Object>> format) {
			return Fields.of(member, this.items.stream().map(format).toList()).and("nextPageToken", this.nextPageToken);
		}

	}

	/**
	 * Where the next page begins; opaque on the wire.
	 *
	 * @param created when it was given out, which is for 24 hours
	 * @param offset how many items come before the page
	 * @param scope the answer it belongs to
	 */
	record Token(Instant created, int offset, String scope) {

		private static final Duration LIFETIME = Duration.ofHours(24);

		private static final String KIND = "page";

		private static final int PARTS = 4;

		String encode() {
			String text = KIND + " " + this.created.toEpochMilli() + " " + this.offset + " " + this.scope;
			return Opaque.seal(text.getBytes(StandardCharsets.UTF_8));
		}

		static Token decode(String token) {
			String[] parts = new String(Opaque.open(token), StandardCharsets.UTF_8).split(" ", PARTS);
			if (!parts[0].equals(KIND)) {
				throw Opaque.invalid();
			}
			return new Token(Instant.ofEpochMilli(Long.parseLong(parts[1])), Integer.parseInt(parts[2]), parts[3]);
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

}
