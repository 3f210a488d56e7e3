// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test.protocol;

/**
 * An error that the service answers: its type as it stands in {@code __type}, the HTTP
 * status and the message. Costs no stack trace.
 */
public final class SwfFault extends RuntimeException {

	private static final String SWF = "com.amazonaws.swf.base.model#";

	private static final String CORAL_SERVICE = "com.amazon.coral.service#";

	private final String type;

	private final int status;

	private SwfFault(String type, int status, String message) {
		super(message, null, false, false);
		this.type = type;
		this.status = status;
	}

	/**
	 * A fault of the service model, status 400.
	 * @param name the bare name, for instance {@code UnknownResourceFault}
	 * @param message the message of the service
	 * @return the fault
	 */
	public static SwfFault modelled(String name, String message) {
		return new SwfFault(SWF + name, 400, message);
	}

	public static SwfFault unknownResource(String message) {
		return modelled("UnknownResourceFault", message);
	}

	public static SwfFault limitExceeded(String message) {
		return modelled("LimitExceededFault", message);
	}

	public static SwfFault operationNotPermitted(String message) {
		return modelled("OperationNotPermittedFault", message);
	}

	public static SwfFault serialization(String message) {
		return modelled("SerializationException", message);
	}

	public static SwfFault validation(String message) {
		return new SwfFault("com.amazon.coral.validate#ValidationException", 400, message);
	}

	public static SwfFault throttled() {
		return new SwfFault("com.amazon.coral.availability#ThrottlingException", 400, "Rate exceeded");
	}

	public static SwfFault unknownOperation(String message) {
		return new SwfFault(CORAL_SERVICE + "UnknownOperationException", 404, message);
	}

	public static SwfFault tooLarge(String message) {
		return new SwfFault(CORAL_SERVICE + "RequestEntityTooLargeException", 413, message);
	}

	public static SwfFault internalFailure(String message) {
		return new SwfFault(CORAL_SERVICE + "InternalFailure", 500, message);
	}

	/**
	 * Any other error of a coral service, such as {@code ExpiredTokenException}.
	 * @param status the HTTP status
	 * @param code the bare error code
	 * @param message the message
	 * @return the fault
	 */
	public static SwfFault of(int status, String code, String message) {
		return new SwfFault(CORAL_SERVICE + code, status, message);
	}

	public String type() {
		return this.type;
	}

	/**
	 * Returns the bare name, what the SDK calls the error code.
	 * @return the type without its namespace
	 */
	public String code() {
		return this.type.substring(this.type.indexOf('#') + 1);
	}

	public int status() {
		return this.status;
	}

	public String text() {
		return String.valueOf(getMessage());
	}

}
