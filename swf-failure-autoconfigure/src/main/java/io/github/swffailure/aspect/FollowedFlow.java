// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect;

import java.util.concurrent.CancellationException;

import kotlin.ResultKt;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.coroutines.intrinsics.IntrinsicsKt;
import kotlin.coroutines.jvm.internal.ContinuationImpl;
import kotlinx.coroutines.JobKt;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.flow.FlowCollector;
import org.jspecify.annotations.Nullable;

/**
 * A flow that reports its failure before it passes it on, each time it is collected.
 * Keeps the context of the collector, as every flow must.
 *
 * @param source the flow that the handler has returned
 * @param signals called when it starts and ends
 */
record FollowedFlow(Flow<?> source, ResultSignals signals) implements Flow<Object> {

	@Override
	public @Nullable Object collect(FlowCollector<? super Object> collector, Continuation<? super Unit> completion) {
		Collection collection = new Collection(completion, new Collector(collector), this.signals);
		this.signals.onStart();
		try {
			Object result = this.source.collect(collection.collector, collection);
			return (result == IntrinsicsKt.getCOROUTINE_SUSPENDED()) ? result : collection.invokeSuspend(result);
		}
		catch (Throwable failure) {
			throw collection.failed(failure);
		}
	}

	/** One collection of a flow. */
	@SuppressWarnings("serial")
	private static final class Collection extends ContinuationImpl {

		private final transient Collector collector;

		private final transient ResultSignals signals;

		private boolean ended;

		@SuppressWarnings("unchecked")
		Collection(Continuation<?> completion, Collector collector, ResultSignals signals) {
			super((Continuation<Object>) completion);
			this.collector = collector;
			this.signals = signals;
		}

		@Override
		protected @Nullable Object invokeSuspend(@Nullable Object result) {
			try {
				ResultKt.throwOnFailure(result);
			}
			catch (Throwable failure) {
				throw failed(failure);
			}
			end(null);
			return result;
		}

		/** If the collector fails or stops early, the handler has not failed. */
		RuntimeException failed(Throwable failure) {
			boolean unwanted = failure == this.collector.thrown
					|| (failure instanceof CancellationException && !JobKt.isActive(getContext()));
			end(unwanted ? null : failure);
			return sneaky(failure);
		}

		private void end(@Nullable Throwable failure) {
			if (!this.ended) {
				this.ended = true;
				this.signals.onCompletion(null, failure);
			}
		}

		@SuppressWarnings("unchecked")
		private static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
			throw (E) failure;
		}

	}

	private static final class Collector implements FlowCollector<Object> {

		private final FlowCollector<? super Object> collector;

		private volatile @Nullable Throwable thrown;

		Collector(FlowCollector<? super Object> collector) {
			this.collector = collector;
		}

		@Override
		public @Nullable Object emit(Object value, Continuation<? super Unit> completion) {
			try {
				return this.collector.emit(value, new Emission(completion, this));
			}
			catch (Throwable failure) {
				this.thrown = failure;
				throw failure;
			}
		}

	}

	@SuppressWarnings("serial")
	private static final class Emission extends ContinuationImpl {

		private final transient Collector collector;

		@SuppressWarnings("unchecked")
		Emission(Continuation<?> completion, Collector collector) {
			super((Continuation<Object>) completion);
			this.collector = collector;
		}

		@Override
		protected Object invokeSuspend(Object result) {
			try {
				ResultKt.throwOnFailure(result);
				return result;
			}
			catch (Throwable failure) {
				this.collector.thrown = failure;
				throw failure;
			}
		}

	}

}
