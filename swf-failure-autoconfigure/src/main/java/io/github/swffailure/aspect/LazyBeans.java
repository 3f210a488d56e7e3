package io.github.swffailure.aspect;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.function.SingletonSupplier;

/**
 * Beans that are looked up once, after the post-processor was made, and then kept: a
 * context that is about to close creates nothing any more.
 *
 * @param <T> the type of the beans
 */
final class LazyBeans<T> {

	private static final Logger logger = LoggerFactory.getLogger(LazyBeans.class);

	private final Class<T> type;

	private final SingletonSupplier<List<T>> lookup;

	/** Saves later calls the way through the supplier. */
	private @Nullable List<T> found;

	private final AtomicBoolean logged = new AtomicBoolean();

	private LazyBeans(Class<T> type, Supplier<List<T>> lookup) {
		this.type = type;
		this.lookup = SingletonSupplier.of(lookup);
	}

	/** All beans of a type, in their order. */
	static <T> LazyBeans<T> all(BeanFactory beanFactory, Class<T> type) {
		return new LazyBeans<>(type, () -> beanFactory.getBeanProvider(type).orderedStream().toList());
	}

	/** The one bean of a type. */
	static <T> LazyBeans<T> one(BeanFactory beanFactory, Class<T> type) {
		return new LazyBeans<>(type, () -> List.of(beanFactory.getBean(type)));
	}

	/**
	 * The beans. Never throws.
	 * @return none if their creation failed, which is tried again at the next call
	 */
	List<T> get() {
		List<T> known = this.found;
		return (known != null) ? known : find();
	}

	private List<T> find() {
		try {
			List<T> beans = this.lookup.obtain();
			this.found = beans;
			return beans;
		}
		catch (RuntimeException | LinkageError ex) {
			if (this.logged.compareAndSet(false, true)) {
				logger.error("Beans of type {} could not be created and are not called", this.type.getName(), ex);
			}
			return List.of();
		}
	}

}
