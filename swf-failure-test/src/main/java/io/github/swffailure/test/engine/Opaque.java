// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.engine;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

import io.github.swffailure.test.protocol.SwfFault;

/**
 * Encodes tokens for clients: base64 with a checksum, by which forged tokens are told
 * from those that are only out of date.
 */
final class Opaque {

	private Opaque() {
	}

	static String seal(byte[] content) {
		ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + content.length);
		bytes.putInt(checksum(content)).put(content);
		return Base64.getEncoder().withoutPadding().encodeToString(bytes.array());
	}

	/**
	 * Returns the content.
	 * @throws SwfFault a {@code ValidationException} if it was not sealed here
	 */
	static byte[] open(String text) {
		byte[] bytes = bytes(text);
		byte[] content = (bytes.length > Integer.BYTES) ? Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length)
				: new byte[0];
		if (content.length == 0 || ByteBuffer.wrap(bytes).getInt() != checksum(content)) {
			throw invalid();
		}
		return content;
	}

	private static byte[] bytes(String text) {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw invalid();
		}
	}

	private static int checksum(byte[] content) {
		CRC32 checksum = new CRC32();
		checksum.update(content);
		return (int) checksum.getValue();
	}

	static SwfFault invalid() {
		return SwfFault.validation("Invalid token");
	}

}
