// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.junit;

import java.util.function.Supplier;

import io.github.swffailure.test.EmbeddedSwf;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects endpoints. Use {@link EmbeddedSwfTest}, or register one with settings of your
 * own:
 *
 * <pre class="code">
 * &#64;RegisterExtension
 * static EmbeddedSwfExtension swf = new EmbeddedSwfExtension(
 *         () -&gt; EmbeddedSwf.builder().quotasOfTheService().start());
 * </pre>
 */
public final class EmbeddedSwfExtension implements ParameterResolver, AfterEachCallback, AfterAllCallback {

	private final Supplier<EmbeddedSwf> start;

	/**
	 * Creates an extension that starts endpoints with the default settings.
	 */
	public EmbeddedSwfExtension() {
		this(EmbeddedSwf::start);
	}

	/**
	 * Creates an extension.
	 * @param start starts an endpoint
	 */
	public EmbeddedSwfExtension(Supplier<EmbeddedSwf> start) {
		this.start = start;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == EmbeddedSwf.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		EmbeddedSwf running = store(context).get(EmbeddedSwf.class, EmbeddedSwf.class);
		if (running != null) {
			return running;
		}
		EmbeddedSwf started = this.start.get();
		store(context).put(EmbeddedSwf.class, started);
		return started;
	}

	@Override
	public void afterEach(ExtensionContext context) {
		close(context);
	}

	@Override
	public void afterAll(ExtensionContext context) {
		close(context);
	}

	private void close(ExtensionContext context) {
		EmbeddedSwf started = store(context).remove(EmbeddedSwf.class, EmbeddedSwf.class);
		if (started != null) {
			started.close();
		}
	}

	private ExtensionContext.Store store(ExtensionContext context) {
		return context.getStore(ExtensionContext.Namespace.create(EmbeddedSwfExtension.class, this));
	}

}
