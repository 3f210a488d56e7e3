package io.github.swffailure.journal;

import java.io.IOException;

/**
 * A file of the journal is torn, empty, foreign or of a later version.
 */
final class UnreadableFileException extends IOException {

	UnreadableFileException(String message) {
		super(message);
	}

}
