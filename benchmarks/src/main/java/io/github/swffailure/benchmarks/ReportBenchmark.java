// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.FailureDescription;
import io.github.swffailure.FailureJournal;
import io.github.swffailure.FailureOrigin;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.TaskFailure;
import io.github.swffailure.TaskFailureReporter;
import io.github.swffailure.delivery.DeliveryLine;
import io.github.swffailure.journal.DirectoryFailureJournal;
import io.github.swffailure.journal.InMemoryFailureJournal;
import io.github.swffailure.support.TaskFailureListeners;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.services.swf.SwfClient;

/**
 * What a report costs with each journal: by itself, with a client that answers at once,
 * and through the AWS SDK and HTTP on the loopback address from 64 threads, which is how
 * many failures a second one worker sustains.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class ReportBenchmark {

	private static final FailureOrigin CRASH = new FailureOrigin("WorkerCrashed", "0", false);

	private static final String DETAILS = "\tat io.github.swffailure.Example.method(Example.java:42)\n".repeat(120);

	/** Those of a database want its URL as -Djdbc.url; h2 is one in a file. */
	@Param({ "none", "memory", "unforced", "directory", "h2" })
	public String journal;

	private final AtomicLong tokens = new AtomicLong();

	private final IOException failure = new IOException("disk");

	private Path directory;

	private FailureJournal kept;

	private LoopbackSwf swf;

	private SwfClient client;

	private TaskFailureReporter alone;

	private TaskFailureReporter overHttp;

	@Setup(Level.Trial)
	public void open() throws IOException {
		this.directory = Files.createTempDirectory("swf-failure-benchmark");
		this.kept = switch (this.journal) {
			case "memory" -> new InMemoryFailureJournal(10_000);
			case "unforced" -> DirectoryFailureJournal.unforced(this.directory.resolve("j"), 10_000, Clock.systemUTC());
			case "directory" -> new DirectoryFailureJournal(this.directory.resolve("j"), 10_000, Clock.systemUTC());
			case "none" -> new NoJournal();
			default -> Tables.open(this.journal.equals("h2") ? "jdbc:h2:" + this.directory.resolve("h2") : Tables.url(),
					10_000);
		};
		this.swf = new LoopbackSwf();
		this.client = this.swf.client();
		this.alone = reporter(new AnsweringSwfClient());
		this.overHttp = reporter(this.client);
	}

	private TaskFailureReporter reporter(SwfClient client) {
		DeliveryLine line = new DeliveryLine(() -> client, Duration.ofSeconds(6), this.kept,
				new TaskFailureListeners(List::of), (details) -> details);
		return line.reporter((task, failure) -> description(), (text) -> text, DeliveryLine.Limits.OF_SWF,
				Clock.systemUTC());
	}

	private static FailureDescription description() {
		return new FailureDescription("IOException: disk", DETAILS);
	}

	private ActivityTask task() {
		return new ActivityTask("token-" + this.tokens.incrementAndGet(), "id", new ActivityTask.Type("charge", "1.0"),
				new ActivityTask.Execution("workflow", "run"));
	}

	@TearDown(Level.Trial)
	public void close() throws Exception {
		this.client.close();
		this.swf.close();
		if (this.kept instanceof AutoCloseable closeable) {
			closeable.close();
		}
		try (var files = Files.walk(this.directory)) {
			files.sorted(Comparator.reverseOrder()).forEach((file) -> file.toFile().delete());
		}
	}

	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public ReportOutcome costOfAReport() {
		return this.alone.report(task(), this.failure);
	}

	@Benchmark
	@BenchmarkMode(Mode.Throughput)
	@OutputTimeUnit(TimeUnit.SECONDS)
	@Threads(64)
	public ReportOutcome reportsASecondOverHttp() {
		return this.overHttp.report(task(), this.failure);
	}

	/** Only with a directory or a table; elsewhere nothing is tracked. */
	@Benchmark
	@BenchmarkMode(Mode.AverageTime)
	@OutputTimeUnit(TimeUnit.MICROSECONDS)
	public void costOfTrackingATask() {
		TaskFailure crash = new TaskFailure(task(), description(), CRASH, Clock.systemUTC().instant());
		if (this.kept.taskStarted(crash)) {
			this.kept.taskEnded(crash.task());
		}
	}

}
