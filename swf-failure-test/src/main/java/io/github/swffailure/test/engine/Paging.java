// SPDX-License-Identifier: Apache-2.0
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
	 * @param all all items in ascending order
	 * @param request the request; a token is valid for requests of the same arguments,
	 * whatever their page size
	 * @param about the list that is cut into pages
	 */
	<T> Page<T> page(List<T> all, Members request, String about) {
		boolean reverse = request.flag("reverseOrder");
		List<T> ordered = reverse ? reversed(all) : all;
		String scope = about + " " + request.fingerprint("nextPageToken", "maximumPageSize", "identity");
		int given = request.number("maximumPageSize", 0);
		int size = (given > 0) ? given : DEFAULT_SIZE;
		String token = request.find("nextPageToken");
		int before = (token != null) ? Token.decode(token).position(scope, this.time.now()) : -1;
		int from = Math.max((before >= 0 && reverse) ? ordered.size() - before : before, 0);
		int to = Math.min(from + size, ordered.size());
		int next = reverse ? ordered.size() - to : to;
		return new Page<>(ordered.subList(Math.min(from, to), to),
				(to < ordered.size()) ? new Token(this.time.now(), next, scope).encode() : null);
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
	 * Where the next page begins; opaque to clients.
	 *
	 * @param created when it was created; it is valid for 24 hours
	 * @param position how many items come before the page in ascending order, or in
	 * reverse order how many are left
	 * @param scope the list and the arguments it is valid for
	 */
	record Token(Instant created, int position, String scope) {

		private static final Duration LIFETIME = Duration.ofHours(24);

		private static final String KIND = "page";

		private static final int PARTS = 4;

		String encode() {
			String text = KIND + " " + this.created.toEpochMilli() + " " + this.position + " " + this.scope;
			return Opaque.seal(text.getBytes(StandardCharsets.UTF_8));
		}

		static Token decode(String token) {
			String[] parts = new String(Opaque.open(token), StandardCharsets.UTF_8).split(" ", PARTS);
			if (!parts[0].equals(KIND)) {
				throw Opaque.invalid();
			}
			return new Token(Instant.ofEpochMilli(Long.parseLong(parts[1])), Integer.parseInt(parts[2]), parts[3]);
		}

		int position(String expectedScope, Instant now) {
			if (!this.scope.equals(expectedScope)) {
				throw Opaque.invalid();
			}
			if (now.isAfter(this.created.plus(LIFETIME))) {
				throw SwfFault.validation("Specified token has exceeded its maximum lifetime");
			}
			return this.position;
		}

	}

}
