// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.benchmarks;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The exceptions to describe, in turn: alike, as those of one defect are, but no two the
 * same.
 */
@State(Scope.Benchmark)
public class DescribedFailures {

	/** Most characters of details that SWF takes. */
	static final int LIMIT = 32_768;

	private static final int COUNT = 16;

	@Param
	private Failures failures;

	private final Throwable[] created = new Throwable[COUNT];

	private int at;

	@Setup
	public void create() {
		for (int i = 0; i < COUNT; i++) {
			this.created[i] = this.failures.create();
		}
	}

	Throwable next() {
		this.at = (this.at + 1) % COUNT;
		return this.created[this.at];
	}

	/**
	 * Gives the last one back the stack traces that somebody has taken away.
	 */
	void putFramesBack() {
		Throwable like = this.created[(this.at + 1) % COUNT];
		for (Throwable one = this.created[this.at]; one != null; one = one.getCause(), like = like.getCause()) {
			one.setStackTrace(like.getStackTrace());
		}
	}

}
