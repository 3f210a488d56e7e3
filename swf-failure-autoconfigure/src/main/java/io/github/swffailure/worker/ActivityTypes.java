// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.swffailure.ActivityTask;
import io.github.swffailure.ReportOutcome;
import io.github.swffailure.support.SwfErrors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import software.amazon.awssdk.services.swf.model.ActivityTypeInfo;
import software.amazon.awssdk.services.swf.model.DescribeActivityTypeResponse;
import software.amazon.awssdk.services.swf.model.RegistrationStatus;
import software.amazon.awssdk.services.swf.model.TypeAlreadyExistsException;
import software.amazon.awssdk.services.swf.model.UnknownResourceException;

/**
 * Compares the types that are registered in SWF with those that have handlers, after the
 * start: registers missing types if configured, logs types of the worker's task lists
 * that have no handler, and reads heartbeat timeouts. Does without them if the worker may
 * not list types.
 */
final class ActivityTypes implements Heartbeats.Intervals {

	private static final Logger logger = LoggerFactory.getLogger(ActivityTypes.class);

	/** SWF allows an account to describe only six types a second after a burst. */
	private static final int MOST_DESCRIBED = 200;

	private final SwfCalls swf;

	private final ActivityHandlers handlers;

	private final WorkerSettings settings;

	private final Map<ActivityTask.Type, Duration> heartbeats = new ConcurrentHashMap<>();

	private final Set<ActivityTask.Type> registered = ConcurrentHashMap.newKeySet();

	/** Types that were logged at WARN, because the comparison is repeated until done. */
	private final Set<ActivityTask.Type> warned = ConcurrentHashMap.newKeySet();

	ActivityTypes(SwfCalls swf, ActivityHandlers handlers, WorkerSettings settings) {
		this.swf = swf;
		this.handlers = handlers;
		this.settings = settings;
	}

	@Override
	public Duration of(ActivityTask.@Nullable Type type) {
		Duration interval = this.settings.timing().heartbeatInterval();
		Duration timeout = (type != null && !interval.isZero()) ? this.heartbeats.get(type) : null;
		Duration third = (timeout != null) ? timeout.dividedBy(3) : interval;
		return (third.compareTo(interval) < 0) ? third : interval;
	}

	/**
	 * Compares the types. Never throws.
	 * @param taskLists the lists that are polled
	 * @return whether it is done; {@code false} to repeat it once SWF answers or the
	 * domain is registered
	 */
	boolean compare(Collection<String> taskLists) {
		try {
			WorkerSettings.Registration timeouts = this.settings.types();
			boolean registered = timeouts == null
					|| taskLists.stream().filter((list) -> !registerAll(list, timeouts)).count() == 0;
			inspect(taskLists);
			return registered;
		}
		catch (Exception ex) {
			boolean denied = SwfErrors.outcomeOf(ex) == ReportOutcome.DENIED;
			logger.debug("Registered activity types are not compared with the handlers{}",
					denied ? ", as this worker may not list them" : "", ex);
			return denied;
		}
	}

	private boolean registerAll(String taskList, WorkerSettings.Registration timeouts) {
		return this.handlers.types(taskList)
			.filter((type) -> !this.registered.contains(type))
			.filter((type) -> !isRegistered(type, taskList, timeouts))
			.count() == 0;
	}

	private boolean isRegistered(ActivityTask.Type type, String taskList, WorkerSettings.Registration timeouts) {
		try {
			register(type, taskList, timeouts);
		}
		catch (TypeAlreadyExistsException ex) {
			logger.debug("Activity type {} is registered", type);
		}
		catch (RuntimeException ex) {
			if (ex instanceof UnknownResourceException || SwfErrors.outcomeOf(ex) == ReportOutcome.DEFERRED) {
				logger.atLevel(this.warned.add(type) ? Level.WARN : Level.DEBUG)
					.log("Activity type {} is not registered yet: {}", type, this.swf.explain(ex));
				return false;
			}
			logger.error("Activity type {} could not be registered: the worker needs swf:RegisterActivityType in "
					+ "domain '{}' ({})", type, this.swf.domain(), this.swf.explain(ex));
		}
		this.registered.add(type);
		return true;
	}

	private void register(ActivityTask.Type type, String taskList, WorkerSettings.Registration timeouts) {
		if (type.version().isEmpty()) {
			logger.warn("Activity type {} is not registered: its handler has no version", type);
			return;
		}
		this.swf.client()
			.registerActivityType((request) -> request.domain(this.swf.domain())
				.name(type.name())
				.version(type.version())
				.defaultTaskList((list) -> list.name(taskList))
				.defaultTaskStartToCloseTimeout(timeouts.startToClose())
				.defaultTaskScheduleToStartTimeout(timeouts.scheduleToStart())
				.defaultTaskScheduleToCloseTimeout(timeouts.scheduleToClose())
				.defaultTaskHeartbeatTimeout(timeouts.heartbeat()));
		logger.info("Registered activity type {} with task list '{}'", type, taskList);
	}

	/** Types with handlers come first, because their timeouts are needed. */
	private void inspect(Collection<String> taskLists) {
		Set<String> lists = new HashSet<>(taskLists);
		List<ActivityTask.Type> missing = new ArrayList<>();
		List<ActivityTypeInfo> others = new ArrayList<>();
		this.swf.client()
			.listActivityTypesPaginator(
					(request) -> request.domain(this.swf.domain()).registrationStatus(RegistrationStatus.REGISTERED))
			.stream()
			.flatMap((page) -> page.typeInfos().stream())
			.forEach((info) -> {
				ActivityTask.Type type = typeOf(info);
				if (lists.stream().anyMatch((list) -> this.handlers.find(list, type) != null)) {
					inspect(info, lists, missing);
				}
				else {
					others.add(info);
				}
			});
		others.stream().limit(MOST_DESCRIBED).forEach((info) -> inspect(info, lists, missing));
		if (!missing.isEmpty()) {
			logger.warn("Activity types are registered for task lists of this worker but have no handler, so "
					+ "their tasks fail with UNKNOWN_ACTIVITY_TYPE: {}", missing);
		}
	}

	private static ActivityTask.Type typeOf(ActivityTypeInfo info) {
		return new ActivityTask.Type(info.activityType().name(), info.activityType().version());
	}

	private void inspect(ActivityTypeInfo info, Set<String> lists, List<ActivityTask.Type> missing) {
		ActivityTask.Type found = typeOf(info);
		DescribeActivityTypeResponse described = this.swf.client()
			.describeActivityType((request) -> request.domain(this.swf.domain()).activityType(info.activityType()));
		String heartbeat = described.configuration().defaultTaskHeartbeatTimeout();
		if (heartbeat != null && heartbeat.matches("[1-9]\\d*")) {
			this.heartbeats.put(found, Duration.ofSeconds(Long.parseLong(heartbeat)));
		}
		String list = (described.configuration().defaultTaskList() != null)
				? described.configuration().defaultTaskList().name() : null;
		if (list != null && lists.contains(list) && this.handlers.find(list, found) == null && this.warned.add(found)) {
			missing.add(found);
		}
	}

}
