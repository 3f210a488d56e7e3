// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.amazonaws.services.simpleworkflow.flow.common.WorkflowExecutionUtils;
import io.temporal.common.converter.DefaultDataConverter;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.logging.StandardStackTracePrinter;

/**
 * Describes an exception as others do.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(3)
public class PeerDescriptionBenchmark {

	private static final int LIMIT = DescribedFailures.LIMIT;

	private final JsonDataConverter flow = new JsonDataConverter();

	private final StandardStackTracePrinter printer = StandardStackTracePrinter.rootLast().withMaximumLength(LIMIT);

	private final StandardStackTracePrinter shallowPrinter = this.printer.withMaximumThrowableDepth(100);

	@Benchmark
	public Object printStackTrace(DescribedFailures failures) {
		StringWriter text = new StringWriter();
		failures.next().printStackTrace(new PrintWriter(text));
		return cut(text.toString());
	}

	@Benchmark
	public Object bootPrinter(DescribedFailures failures) {
		return this.printer.printStackTraceToString(failures.next());
	}

	@Benchmark
	public Object bootPrinter100Frames(DescribedFailures failures) {
		return this.shallowPrinter.printStackTraceToString(failures.next());
	}

	@Benchmark
	public Object commonsLang(DescribedFailures failures) {
		return cut(ExceptionUtils.getStackTrace(failures.next()));
	}

	@Benchmark
	public Object logback(DescribedFailures failures) {
		ThrowableProxy proxy = new ThrowableProxy(failures.next());
		return cut(ThrowableProxyUtil.asString(proxy));
	}

	@Benchmark
	public Object temporal(DescribedFailures failures) {
		return DefaultDataConverter.STANDARD_INSTANCE.exceptionToFailure(failures.next()).toByteArray();
	}

	/**
	 * As Flow's ActivityTaskPoller does: again without the outermost stack trace, which
	 * it takes from the exception itself, if the text is too long.
	 */
	@Benchmark
	public Object flow(DescribedFailures failures) {
		Throwable failure = failures.next();
		String details = this.flow.toData(failure);
		if (details.length() > LIMIT) {
			details = this.flow.toData(WorkflowExecutionUtils.truncateStackTrace(failure));
			failures.putFramesBack();
		}
		return details;
	}

	@Benchmark
	public Object getStackTraceAlone(DescribedFailures failures) {
		int frames = 0;
		for (Throwable next = failures.next(); next != null; next = next.getCause()) {
			frames += next.getStackTrace().length;
		}
		return frames;
	}

	private static String cut(String text) {
		return text.substring(0, Math.min(LIMIT, text.length()));
	}

}
