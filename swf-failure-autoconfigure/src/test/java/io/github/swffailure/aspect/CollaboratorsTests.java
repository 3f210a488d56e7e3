// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.github.swffailure.ActivityExecutionListener;
import io.github.swffailure.TaskFailureListener;
import io.github.swffailure.TaskFailureReporter;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

class CollaboratorsTests {

	private final AtomicInteger created = new AtomicInteger();

	@Test
	void othersAreHeldBesideOneThatCannotBeCreated() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			register(context, ActivityExecutionListener.class, () -> {
				throw new IllegalStateException("not today");
			});
			register(context, TaskFailureListener.class, () -> {
				this.created.incrementAndGet();
				return new TaskFailureListener() {
				};
			});
			register(context, TaskFailureReporter.class, RecordingReporter::new);
			context.refresh();

			new Collaborators(context.getBeanFactory()).hold();

			assertThat(this.created).hasValue(1);
		}
	}

	private static <T> void register(AnnotationConfigApplicationContext context, Class<T> type, Supplier<T> supplier) {
		context.registerBean(type, supplier, (definition) -> definition.setLazyInit(true));
	}

}
