// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * Encodes what the journal keeps, in files and in a table, for teams whose details may
 * not lie in clear text: with a key of theirs, for example. With
 * {@code swf.failure.details.encode} it also encodes the details that go to SWF. A bean
 * of this type is used.
 * <p>
 * What was kept before there was a codec stays readable. What cannot be decoded is set
 * aside, not deleted, and can be read again with the right codec.
 * <p>
 * Safe for use by several threads.
 *
 * @since 0.1
 */
public interface FailurePayloadCodec {

	/** What encoded details begin with. */
	String DETAILS_PREFIX = "swf-failure-encoded:";

	/**
	 * Encodes a payload. While that fails, reports are kept in memory only.
	 * @param payload a text in UTF-8
	 * @return what is kept in its place
	 * @throws GeneralSecurityException if it cannot be encoded
	 */
	byte[] encode(byte[] payload) throws GeneralSecurityException;

	/**
	 * Decodes a payload.
	 * @param encoded what {@link #encode} has returned, perhaps in another process
	 * @return the payload
	 * @throws GeneralSecurityException if it cannot be decoded, for example for want of
	 * its key
	 */
	byte[] decode(byte[] encoded) throws GeneralSecurityException;

	/**
	 * Encodes details for SWF, as text that fits.
	 * @param details the details
	 * @return {@value #DETAILS_PREFIX} and Base64, at most
	 * {@value FailureDescription#MAX_DETAILS_LENGTH} characters; of details that are too
	 * long for that the middle is left out
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
	 * @return what was encoded; the details as they are if that is nothing
	 * @throws GeneralSecurityException if they cannot be decoded, for example for want of
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
