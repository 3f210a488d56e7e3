package io.github.swffailure.test.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.swffailure.test.protocol.Fields;
import io.github.swffailure.test.protocol.Members;

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
		int from = (token != null) ? PageToken.decode(token).offset(scope, this.time.now()) : 0;
		int to = Math.min(from + size, ordered.size());
		String next = (to < ordered.size()) ? new PageToken(this.time.now(), to, scope).encode() : null;
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

}
