// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.aspect.shapes;

/**
 * Handlers whose callers see another class than the one that declares them, for which
 * javac makes bridges of visibility.
 */
public final class Shapes {

	private Shapes() {
	}

	/** Inherits a public method of a package-private class. */
	public static class Inheriting extends HiddenBase {

	}

	/** The same, one class further. */
	public static class InheritingTwice extends Inheriting {

	}

	/** Inherits a public method of a generic package-private class. */
	public static class InheritingGeneric extends HiddenGenericBase<String> {

	}

}
