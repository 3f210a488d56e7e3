package io.github.swffailure;

import java.security.GeneralSecurityException;

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

}
