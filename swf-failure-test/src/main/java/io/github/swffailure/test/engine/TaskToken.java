// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * The content of a task token. A token has at most 1024 characters; a long workflow id is
 * cut to fit.
 */
record TaskToken(Kind kind, long scheduledEventId, String runId, String workflowId) {

	private static final int HEAD = 1 + Long.BYTES;

	private static final int RUN_ID_LENGTH = 46;

	private static final int MOST_WORKFLOW_ID_BYTES = 600;

	static TaskToken of(Kind kind, Task task) {
		Execution execution = task.execution();
		return new TaskToken(kind, task.scheduledEventId(), execution.runId(), execution.workflowId());
	}

	String encode() {
		byte[] id = this.workflowId.getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = ByteBuffer.allocate(HEAD + RUN_ID_LENGTH + Math.min(id.length, MOST_WORKFLOW_ID_BYTES));
		bytes.put((byte) this.kind.code);
		bytes.putLong(this.scheduledEventId);
		bytes.put(this.runId.getBytes(StandardCharsets.US_ASCII));
		bytes.put(id, 0, bytes.remaining());
		return Opaque.seal(bytes.array());
	}

	/**
	 * Reads a token.
	 * @param kind the kind of task that the operation is about
	 * @param token the token of the request
	 * @return its content
	 * @throws SwfFault a {@code ValidationException} if it is forged or of another kind
	 */
	static TaskToken decode(Kind kind, String token) {
		ByteBuffer bytes = ByteBuffer.wrap(Opaque.open(token));
		if (bytes.remaining() < HEAD + RUN_ID_LENGTH || bytes.get() != kind.code) {
			throw Opaque.invalid();
		}
		long scheduledEventId = bytes.getLong();
		String ids = new String(bytes.array(), HEAD, bytes.remaining(), StandardCharsets.UTF_8);
		return new TaskToken(kind, scheduledEventId, ids.substring(0, RUN_ID_LENGTH), ids.substring(RUN_ID_LENGTH));
	}

	/**
	 * Returns the run that a token belongs to.
	 * @param token the token of the request
	 * @return the run id
	 * @throws SwfFault a {@code ValidationException} if it is forged
	 */
	static String runId(String token) {
		byte[] bytes = Opaque.open(token);
		if (bytes.length < HEAD + RUN_ID_LENGTH) {
			throw Opaque.invalid();
		}
		return new String(bytes, HEAD, RUN_ID_LENGTH, StandardCharsets.US_ASCII);
	}

	/**
	 * The kind of task.
	 */
	enum Kind {

		ACTIVITY('A'), DECISION('D');

		private final char code;

		Kind(char code) {
			this.code = code;
		}

	}

}
