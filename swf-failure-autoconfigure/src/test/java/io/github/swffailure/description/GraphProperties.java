// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.description;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.swffailure.FailureDescription;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Reads details with Jackson and compares them with the exceptions.
 */
abstract class GraphProperties {

	static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

	abstract void assertTold(Throwable failure, int limit) throws JsonProcessingException;

	@Property(tries = 400)
	void documentTellsTheWholeFailure(@ForAll long seed) throws JsonProcessingException {
		assertTold(RandomFailures.wild(seed), FailureDescription.MAX_DETAILS_LENGTH);
	}

	@Property(tries = 800)
	void documentFitsAndCountsWhatIsLeftOut(@ForAll long seed, @ForAll @IntRange(min = 0, max = 32_768) int limit)
			throws JsonProcessingException {
		assertTold(RandomFailures.wild(seed), limit);
	}

	@Property(tries = 20)
	void everySmallLimitFits(@ForAll long seed) throws JsonProcessingException {
		Throwable failure = RandomFailures.wild(seed);
		for (int limit = 0; limit < 3_000; limit += 31) {
			assertTold(failure, limit);
		}
	}

}
