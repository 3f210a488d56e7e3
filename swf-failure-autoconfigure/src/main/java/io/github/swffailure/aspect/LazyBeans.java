package io.github.swffailure.aspect;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * The beans of a type in their order, obtained at first use, since a post-processor must
 * not create other beans. Never fails: beans that cannot be created are logged once and
 * taken for none.
 *
 * @param <T> the type
 */
final class LazyBeans<T> {

	private static final Logger logger = LoggerFactory.getLogger(LazyBeans.class);

	private final Class<T> type;

	private final SingletonSupplier<List<T>> beans;

	/** Saves later calls the way through the supplier. */
	private @Nullable List<T> obtained;

	private final AtomicBoolean logged = new AtomicBoolean();

	LazyBeans(BeanFactory beanFactory, Class<T> type) {
		this.type = type;
		this.beans = SingletonSupplier.of(() -> beanFactory.getBeanProvider(type).orderedStream().toList());
	}

	List<T> get() {
		List<T> known = this.obtained;
		return (known != null) ? known : obtain();
	}

	private List<T> obtain() {
		try {
			List<T> found = this.beans.obtain();
			this.obtained = found;
			return found;
		}
		catch (RuntimeException ex) {
			if (this.logged.compareAndSet(false, true)) {
				logger.error("Beans of type {} could not be created and are not asked", this.type.getName(), ex);
			}
			return List.of();
		}
	}

}
