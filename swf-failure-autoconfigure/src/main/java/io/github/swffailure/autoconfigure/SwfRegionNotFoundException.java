package io.github.swffailure.autoconfigure;

/**
 * No AWS region is known for the client of SWF.
 */
final class SwfRegionNotFoundException extends RuntimeException {

	SwfRegionNotFoundException(Throwable cause) {
		super("No AWS region is set for the SWF client: set swf.client.region", cause);
	}

}
