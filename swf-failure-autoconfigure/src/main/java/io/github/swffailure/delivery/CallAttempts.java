// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.delivery;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Watches the attempts that the AWS SDK makes within one call: whether SWF may have
 * applied one of them, and whether it throttled one. Added to each request, so that it
 * works with any client.
 * <p>
 * An attempt may have been applied if its status was 5xx, or 2xx followed by an error, or
 * if no answer came after the SDK had begun to send the body. It was not applied if the
 * connection was refused. The SDK also reads the body to sign it, before
 * {@code beforeTransmission}: the reads for the first signature are therefore subtracted
 * from those between two attempts.
 */
final class CallAttempts implements ExecutionInterceptor, SdkPlugin {

	private final AtomicInteger reads = new AtomicInteger();

	private int count;

	private int status;

	private int readsToSign;

	private boolean watchesBody;

	private boolean waits;

	private boolean applied;

	private boolean throttled;

	@Override
	public void configureClient(SdkServiceClientConfiguration.Builder client) {
		client.overrideConfiguration(client.overrideConfiguration().toBuilder().addExecutionInterceptor(this).build());
	}

	@Override
	public Optional<RequestBody> modifyHttpContent(Context.ModifyHttpRequest context,
			ExecutionAttributes executionAttributes) {
		return context.requestBody().map((body) -> {
			this.watchesBody = true;
			return RequestBody.fromContentProvider(() -> new Watched(body.contentStreamProvider().newStream()),
					body.optionalContentLength().orElse(0L), body.contentType());
		});
	}

	@Override
	public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes executionAttributes) {
		int read = this.reads.getAndSet(0);
		if (this.count == 0) {
			this.readsToSign = read;
		}
		conclude(read > this.readsToSign);
		this.throttled |= this.count > 0 && this.status >= 400 && this.status < 500;
		this.count++;
		this.waits = true;
	}

	@Override
	public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes executionAttributes) {
		this.waits = false;
		this.status = context.httpResponse().statusCode();
		this.applied |= this.status < 300 || this.status >= 500;
	}

	private void conclude(boolean sent) {
		this.applied |= this.waits && (sent || !this.watchesBody);
		this.waits = false;
	}

	boolean throttled() {
		return this.throttled;
	}

	/**
	 * Whether SWF may have applied an attempt, now that the call has ended with an error.
	 */
	boolean mayHaveArrived(Throwable error) {
		conclude(this.reads.get() > 0);
		return this.applied || (this.count == 0 && isUncertain(error));
	}

	/** For a client that calls no interceptors, such as a mock. */
	private static boolean isUncertain(Throwable error) {
		if (error instanceof AwsServiceException ex) {
			Integer attempts = ex.numAttempts();
			return ex.statusCode() >= 500 || (attempts != null && attempts > 1);
		}
		return error instanceof ApiCallTimeoutException || error instanceof ApiCallAttemptTimeoutException
				|| error.getCause() instanceof IOException;
	}

	/** Notices that the body is being read. */
	private final class Watched extends FilterInputStream {

		private boolean read;

		private Watched(InputStream body) {
			super(body);
		}

		@Override
		public int read() throws IOException {
			onRead();
			return super.read();
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			onRead();
			return super.read(bytes, offset, length);
		}

		private void onRead() {
			if (!this.read) {
				this.read = true;
				CallAttempts.this.reads.incrementAndGet();
			}
		}

	}

}
