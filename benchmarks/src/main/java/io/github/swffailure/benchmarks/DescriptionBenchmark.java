// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.description.DescriptionSettings;
import io.github.swffailure.description.DescriptionSettings.DetailsFormat;
import io.github.swffailure.description.StandardFailureDescriber;
import io.github.swffailure.redaction.SecretRedactor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Describes an exception as this library does.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(3)
public class DescriptionBenchmark {

	private static final ActivityTask TASK = ActivityTask.ofToken("token");

	private final FailureDescriber text = describer(DetailsFormat.TEXT, SecretRedactor.create(List.of()));

	private final FailureDescriber textUnredacted = describer(DetailsFormat.TEXT);

	private final FailureDescriber json = describer(DetailsFormat.JSON, SecretRedactor.create(List.of()));

	private final FailureDescriber flow = describer(DetailsFormat.FLOW, SecretRedactor.create(List.of()));

	private static FailureDescriber describer(DetailsFormat format, FailureRedactor... redactors) {
		return StandardFailureDescriber.create(new DescriptionSettings(new DescriptionSettings().reason(),
				new DescriptionSettings.Details(DescribedFailures.LIMIT, format), List.of(redactors), Map.of()));
	}

	@Benchmark
	public Object oursText(DescribedFailures failures) {
		return this.text.describe(TASK, failures.next());
	}

	@Benchmark
	public Object oursTextUnredacted(DescribedFailures failures) {
		return this.textUnredacted.describe(TASK, failures.next());
	}

	/**
	 * By a describer that has seen no failure before.
	 */
	@Benchmark
	public Object oursTextFirst(DescribedFailures failures) {
		return describer(DetailsFormat.TEXT, SecretRedactor.create(List.of())).describe(TASK, failures.next());
	}

	@Benchmark
	public Object oursJson(DescribedFailures failures) {
		return this.json.describe(TASK, failures.next());
	}

	@Benchmark
	public Object oursFlow(DescribedFailures failures) {
		return this.flow.describe(TASK, failures.next());
	}

}
