// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encodes the entries of the journal, in files and in a table, if details must not be
 * stored in clear text, for example with a key of your own. With
 * {@code swf.failure.details.encode} it also encodes the details that are sent to SWF.
 * Declare a bean of this type to use it.
 * <p>
 * Entries from before the codec was added stay readable. Entries that cannot be decoded
 * are set aside, not deleted, and can be read again with the right codec.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1
 */
public interface FailurePayloadCodec {

	/** The prefix of encoded details. */
	String DETAILS_PREFIX = "swf-failure-encoded:";

	/**
	 * Encodes a payload. While that fails, reports are kept in memory only.
	 * @param payload a text in UTF-8
	 * @return the encoded payload
	 * @throws GeneralSecurityException if it cannot be encoded
	 */
	byte[] encode(byte[] payload) throws GeneralSecurityException;

	/**
	 * Decodes a payload.
	 * @param encoded the result of {@link #encode}, possibly in another process
	 * @return the payload
	 * @throws GeneralSecurityException if it cannot be decoded, for example without its
	 * key
	 */
	byte[] decode(byte[] encoded) throws GeneralSecurityException;

	/**
	 * Encodes details for SWF, as text that fits.
	 * @param details the details
	 * @return {@value #DETAILS_PREFIX} and Base64, at most
	 * {@value FailureDescription#MAX_DETAILS_LENGTH} characters; the middle of longer
	 * details is left out
	 * @throws GeneralSecurityException if they cannot be encoded
	 */
	default String encodeDetails(String details) throws GeneralSecurityException {
		String text = details;
		while (true) {
			String encoded = DETAILS_PREFIX
					+ Base64.getEncoder().encodeToString(encode(text.getBytes(StandardCharsets.UTF_8)));
			if (encoded.length() <= FailureDescription.MAX_DETAILS_LENGTH || text.isEmpty()) {
				return encoded;
			}
			int fitting = (int) ((long) text.length() * FailureDescription.MAX_DETAILS_LENGTH / encoded.length());
			int half = Math.max(0, Math.min(fitting, text.length() - 1) - 64) / 2;
			text = (half == 0) ? "" : text.substring(0, half) + "\n[left out]\n" + text.substring(text.length() - half);
		}
	}

	/**
	 * Decodes details as SWF has them, for a decider:
	 * {@code ReportedFailure.parse(reason, codec.decodeDetails(details))}.
	 * @param details the details
	 * @return the decoded details; other details unchanged
	 * @throws GeneralSecurityException if they cannot be decoded, for example without
	 * their key
	 */
	default String decodeDetails(String details) throws GeneralSecurityException {
		if (!details.startsWith(DETAILS_PREFIX)) {
			return details;
		}
		try {
			byte[] encoded = Base64.getDecoder().decode(details.substring(DETAILS_PREFIX.length()));
			return new String(decode(encoded), StandardCharsets.UTF_8);
		}
		catch (IllegalArgumentException ex) {
			throw new GeneralSecurityException("The details are not Base64", ex);
		}
	}

}
