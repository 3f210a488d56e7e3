package io.github.swffailure.actuate;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.github.swffailure.TaskFailure;

/**
 * Names a report without telling its task token: the first 64 bits of its SHA-256.
 */
final class ReportId {

	private static final int BYTES = 8;

	private ReportId() {
	}

	static String of(TaskFailure failure) {
		byte[] token = failure.task().taskToken().getBytes(StandardCharsets.UTF_8);
		return HexFormat.of().formatHex(sha256().digest(token), 0, BYTES);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
