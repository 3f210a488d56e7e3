// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.support;

import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class BeansInOrderTests {

	@Test
	void beanThatCannotBeCreatedKeepsNoneAwayAndIsTriedAgain(CapturedOutput output) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Named.class)) {
			BeansInOrder<CharSequence> beans = BeansInOrder.of(context.getBeanFactory(), CharSequence.class);

			assertThat(beans.get()).map(CharSequence::toString).containsExactly("second", "third");
			assertThat(beans.find()).isFalse();
			assertThat(output).containsOnlyOnce("Bean 'first' of type java.lang.CharSequence cannot be created");

			context.getBean(AtomicInteger.class).set(1);
			assertThat(beans.find()).isTrue();
			assertThat(beans.get()).map(CharSequence::toString).containsExactly("first", "second", "third");
		}
	}

	@Test
	void whatIsFoundIsKept() {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Named.class)) {
			context.getBean(AtomicInteger.class).set(1);
			BeansInOrder<CharSequence> beans = BeansInOrder.of(context.getBeanFactory(), CharSequence.class);

			assertThat(beans.get()).isSameAs(beans.get());
		}
	}

	@Test
	void parentIsIncludedOrNot() {
		try (AnnotationConfigApplicationContext parent = new AnnotationConfigApplicationContext(Named.class);
				AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
			parent.getBean(AtomicInteger.class).set(1);
			child.setParent(parent);
			child.registerBean("own", String.class, () -> "own");
			child.refresh();

			assertThat(BeansInOrder.of(child.getBeanFactory(), CharSequence.class).get()).hasSize(4);
			assertThat(BeansInOrder.withoutParents(child.getBeanFactory(), CharSequence.class).get())
				.map(CharSequence::toString)
				.containsExactly("own");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Named {

		@Bean
		AtomicInteger mended() {
			return new AtomicInteger();
		}

		@Bean
		@Order(3)
		CharSequence third() {
			return "third";
		}

		@Bean
		@Order(2)
		CharSequence second() {
			return "second";
		}

		@Bean
		@Lazy
		@Order(1)
		CharSequence first(AtomicInteger mended) {
			if (mended.get() == 0) {
				throw new IllegalStateException("not yet");
			}
			return "first";
		}

		@Bean
		@Nullable CharSequence none() {
			return null;
		}

		@Bean(autowireCandidate = false)
		CharSequence notForUs() {
			return "not for us";
		}

	}

}
