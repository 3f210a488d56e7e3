// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.journal.jdbc;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

import io.github.swffailure.FailurePayloadCodec;

/** The example of {@code docs/configuration.md}. */
final class AesGcmCodec implements FailurePayloadCodec {

	private static final int NONCE = 12;

	private static final int TAG_BITS = 128;

	private final SecureRandom random = new SecureRandom();

	private final SecretKey key;

	AesGcmCodec(SecretKey key) {
		this.key = key;
	}

	@Override
	public byte[] encode(byte[] payload) throws GeneralSecurityException {
		byte[] nonce = new byte[NONCE];
		this.random.nextBytes(nonce);
		byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(payload);
		return ByteBuffer.allocate(NONCE + encrypted.length).put(nonce).put(encrypted).array();
	}

	@Override
	public byte[] decode(byte[] encoded) throws GeneralSecurityException {
		byte[] nonce = Arrays.copyOf(encoded, NONCE);
		return cipher(Cipher.DECRYPT_MODE, nonce).doFinal(encoded, NONCE, encoded.length - NONCE);
	}

	private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, this.key, new GCMParameterSpec(TAG_BITS, nonce));
		return cipher;
	}

}
