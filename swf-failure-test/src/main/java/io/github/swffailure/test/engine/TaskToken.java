package io.github.swffailure.test.engine;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * What a task token stands for. On the wire it is opaque: base64 with a checksum, of at
 * most 1024 characters, which a long workflow id alone could exceed and is cut for.
 */
record TaskToken(Kind kind, long scheduledEventId, String runId, String workflowId) {

	private static final int HEAD = Integer.BYTES + 1 + Long.BYTES;

	private static final int RUN_ID_LENGTH = 32;

	private static final int MOST_WORKFLOW_ID_BYTES = 600;

	static TaskToken of(Kind kind, Task task) {
		Execution execution = task.execution();
		return new TaskToken(kind, task.scheduledEventId(), execution.runId(), execution.workflowId());
	}

	String encode() {
		byte[] id = this.workflowId.getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = ByteBuffer.allocate(HEAD + RUN_ID_LENGTH + Math.min(id.length, MOST_WORKFLOW_ID_BYTES));
		bytes.position(Integer.BYTES);
		bytes.put((byte) this.kind.code);
		bytes.putLong(this.scheduledEventId);
		bytes.put(this.runId.getBytes(StandardCharsets.US_ASCII));
		bytes.put(id, 0, bytes.remaining());
		bytes.putInt(0, checksum(bytes.array()));
		return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
	}

	/**
	 * Reads a token.
	 * @param kind the kind of task that the operation is about
	 * @param token the token as it came
	 * @return what it stands for
	 * @throws SwfFault a {@code ValidationException} if no endpoint of this kind has made
	 * it
	 */
	static TaskToken decode(Kind kind, String token) {
		ByteBuffer bytes = ByteBuffer.wrap(bytes(token));
		if (bytes.remaining() < HEAD + RUN_ID_LENGTH || bytes.getInt() != checksum(bytes.array())
				|| bytes.get() != kind.code) {
			throw invalid();
		}
		long scheduledEventId = bytes.getLong();
		String ids = new String(bytes.array(), HEAD, bytes.remaining(), StandardCharsets.UTF_8);
		return new TaskToken(kind, scheduledEventId, ids.substring(0, RUN_ID_LENGTH), ids.substring(RUN_ID_LENGTH));
	}

	private static byte[] bytes(String token) {
		try {
			return Base64.getDecoder().decode(token);
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
	}

	private static int checksum(byte[] bytes) {
		CRC32 checksum = new CRC32();
		checksum.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
		return (int) checksum.getValue();
	}

	private static SwfFault invalid() {
		return SwfFault.validation("Invalid token");
	}

	/**
	 * What the holder of a token may answer.
	 */
	enum Kind {

		ACTIVITY('A'), DECISION('D');

		private final char code;

		Kind(char code) {
			this.code = code;
		}

	}

}
