// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The state of one region: domains, task lists, executions, deadlines, and the effects
 * that wait for the end of the current call.
 */
final class Region {

	private final EngineSettings settings;

	private final Deadlines deadlines;

	private final TaskLists<ActivityTask> activityTasks = new TaskLists<>();

	private final TaskLists<DecisionTasks.DecisionTask> decisionTasks = new TaskLists<>();

	private final Executions executions = new Executions(this);

	private final Domains domains;

	private final Buckets buckets;

	private final Deque<Runnable> afterwards = new ArrayDeque<>();

	private final String name;

	private final AtomicLong starts;

	/**
	 * Creates a region without domains.
	 * @param name its name, for instance {@code eu-central-1}
	 * @param settings the settings of the engine
	 * @param starts counts the executions that were started in all regions
	 */
	Region(String name, EngineSettings settings, AtomicLong starts) {
		this.name = name;
		this.settings = settings;
		this.starts = starts;
		this.deadlines = new Deadlines(settings.clock());
		this.domains = new Domains(name, this.deadlines);
		this.buckets = new Buckets(settings.quotas(), this.deadlines);
	}

	String name() {
		return this.name;
	}

	long nextStart() {
		return this.starts.incrementAndGet();
	}

	EngineSettings settings() {
		return this.settings;
	}

	Deadlines deadlines() {
		return this.deadlines;
	}

	TaskLists<ActivityTask> activityTasks() {
		return this.activityTasks;
	}

	TaskLists<DecisionTasks.DecisionTask> decisionTasks() {
		return this.decisionTasks;
	}

	Buckets buckets() {
		return this.buckets;
	}

	Executions executions() {
		return this.executions;
	}

	Domains domains() {
		return this.domains;
	}

	/**
	 * Defers an effect to {@link #settle()}: the effects of one execution on another, and
	 * those of a decision beyond its own event, come after the whole decision.
	 */
	void afterwards(Runnable effect) {
		this.afterwards.add(effect);
	}

	/**
	 * Fires due deadlines, runs deferred effects, and matches tasks with polls.
	 */
	void settle() {
		applyEffects();
		this.deadlines.fireDue(this::applyEffects);
		this.activityTasks.match();
		this.decisionTasks.match();
	}

	private void applyEffects() {
		Runnable effect = this.afterwards.poll();
		while (effect != null) {
			effect.run();
			effect = this.afterwards.poll();
		}
	}

	void releasePollers() {
		this.activityTasks.releasePollers();
		this.decisionTasks.releasePollers();
	}

}
