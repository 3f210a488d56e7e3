package io.github.swffailure.benchmarks;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import com.amazonaws.services.simpleworkflow.flow.JsonDataConverter;
import com.amazonaws.services.simpleworkflow.flow.common.WorkflowExecutionUtils;
import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescriber;
import io.github.swffailure.FailureRedactor;
import io.github.swffailure.description.DescriptionSettings;
import io.github.swffailure.description.DetailsFormat;
import io.github.swffailure.description.SecretRedactor;
import io.github.swffailure.description.StandardFailureDescriber;
import io.temporal.common.converter.DefaultDataConverter;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import org.springframework.boot.logging.StandardStackTracePrinter;

/**
 * Describes an exception, peers beside us.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(3)
public class DescriptionBenchmark {

	private static final int LIMIT = 32_768;

	private static final ActivityTask TASK = ActivityTask.ofToken("token");

	@Param
	private Failures failures;

	private Throwable failure;

	private final List<StackTraceElement[]> frames = new ArrayList<>();

	private final FailureDescriber text = describer(DetailsFormat.TEXT, SecretRedactor.create(List.of()));

	private final FailureDescriber textUnredacted = describer(DetailsFormat.TEXT);

	private final FailureDescriber json = describer(DetailsFormat.JSON, SecretRedactor.create(List.of()));

	private final FailureDescriber flow = describer(DetailsFormat.FLOW, SecretRedactor.create(List.of()));

	private final JsonDataConverter flowConverter = new JsonDataConverter();

	private final StandardStackTracePrinter printer = StandardStackTracePrinter.rootLast().withMaximumLength(LIMIT);

	private final StandardStackTracePrinter shallowPrinter = this.printer.withMaximumThrowableDepth(100);

	private static FailureDescriber describer(DetailsFormat format, FailureRedactor... redactors) {
		return StandardFailureDescriber.create(new DescriptionSettings(new DescriptionSettings().reason(),
				new DescriptionSettings.Details(LIMIT, format), List.of(redactors), Map.of()));
	}

	@Setup
	public void create() {
		this.failure = this.failures.create();
		for (Throwable next = this.failure; next != null; next = next.getCause()) {
			this.frames.add(next.getStackTrace());
		}
	}

	@Benchmark
	public Object oursText() {
		return this.text.describe(TASK, this.failure);
	}

	@Benchmark
	public Object oursTextUnredacted() {
		return this.textUnredacted.describe(TASK, this.failure);
	}

	@Benchmark
	public Object oursJson() {
		return this.json.describe(TASK, this.failure);
	}

	@Benchmark
	public Object oursFlow() {
		return this.flow.describe(TASK, this.failure);
	}

	@Benchmark
	public Object printStackTrace() {
		StringWriter text = new StringWriter();
		this.failure.printStackTrace(new PrintWriter(text));
		return cut(text.toString());
	}

	@Benchmark
	public Object bootPrinter() {
		return this.printer.printStackTraceToString(this.failure);
	}

	@Benchmark
	public Object bootPrinter100Frames() {
		return this.shallowPrinter.printStackTraceToString(this.failure);
	}

	@Benchmark
	public Object commonsLang() {
		return cut(ExceptionUtils.getStackTrace(this.failure));
	}

	@Benchmark
	public Object logback() {
		ThrowableProxy proxy = new ThrowableProxy(this.failure);
		return cut(ThrowableProxyUtil.asString(proxy));
	}

	@Benchmark
	public Object temporal() {
		return DefaultDataConverter.STANDARD_INSTANCE.exceptionToFailure(this.failure).toByteArray();
	}

	/**
	 * As Flow's ActivityTaskPoller does: again without the outermost stack trace, which
	 * it takes from the exception itself, if the text is too long.
	 */
	@Benchmark
	public Object flowConverter() {
		String details = this.flowConverter.toData(this.failure);
		if (details.length() > LIMIT) {
			details = this.flowConverter.toData(WorkflowExecutionUtils.truncateStackTrace(this.failure));
			putFramesBack();
		}
		return details;
	}

	private void putFramesBack() {
		int index = 0;
		for (Throwable next = this.failure; next != null; next = next.getCause()) {
			next.setStackTrace(this.frames.get(index++));
		}
	}

	@Benchmark
	public Object getStackTraceAlone() {
		int frames = 0;
		for (Throwable next = this.failure; next != null; next = next.getCause()) {
			frames += next.getStackTrace().length;
		}
		return frames;
	}

	private static String cut(String text) {
		return text.substring(0, Math.min(LIMIT, text.length()));
	}

}
