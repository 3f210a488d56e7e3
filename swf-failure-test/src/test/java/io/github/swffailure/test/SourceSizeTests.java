// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long files and methods may be, and how many parameters a method may have.
 */
class SourceSizeTests {

	private static final int MOST_MAIN_LINES = 250;

	private static final int MOST_TEST_LINES = 400;

	private static final int MOST_METHOD_LINES = 25;

	private static final int MOST_PARAMETERS = 5;

	@Test
	void filesAreShort() {
		assertThat(sources("src/main/java")).isNotEmpty()
			.allSatisfy((file) -> assertThat(lines(file)).isLessThanOrEqualTo(MOST_MAIN_LINES));
		assertThat(sources("src/test/java")).isNotEmpty()
			.allSatisfy((file) -> assertThat(lines(file)).isLessThanOrEqualTo(MOST_TEST_LINES));
	}

	@Test
	void methodsAreShortAndTakeLittle() throws IOException {
		List<Method> methods = methods(sources("src/main/java"));

		assertThat(methods).hasSizeGreaterThan(400)
			.allMatch((method) -> method.lines() <= MOST_METHOD_LINES)
			.allMatch((method) -> method.parameters() <= MOST_PARAMETERS);
	}

	private static List<Path> sources(String root) {
		try (Stream<Path> files = Files.walk(Path.of(root))) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static int lines(Path file) {
		try {
			return (int) Files.readAllLines(file).stream().filter((line) -> !line.startsWith("// SPDX")).count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Method> methods(List<Path> files) throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		List<Method> methods = new ArrayList<>();
		try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
			JavacTask task = (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null,
					manager.getJavaFileObjectsFromPaths(files));
			SourcePositions positions = Trees.instance(task).getSourcePositions();
			for (CompilationUnitTree unit : task.parse()) {
				new MethodScanner(unit, positions, methods).scan(unit, false);
			}
		}
		return methods;
	}

	/**
	 * A method that is written down; the components of a record are not its parameters.
	 */
	private record Method(String name, long lines, int parameters) {
	}

	/**
	 * Collects methods, knowing whether they are in a record.
	 */
	private static final class MethodScanner extends TreeScanner<Void, Boolean> {

		private final CompilationUnitTree unit;

		private final SourcePositions positions;

		private final List<Method> found;

		MethodScanner(CompilationUnitTree unit, SourcePositions positions, List<Method> found) {
			this.unit = unit;
			this.positions = positions;
			this.found = found;
		}

		@Override
		public Void visitClass(ClassTree type, Boolean inRecord) {
			return super.visitClass(type, type.getKind() == Tree.Kind.RECORD);
		}

		@Override
		public Void visitMethod(MethodTree method, Boolean inRecord) {
			boolean constructor = method.getReturnType() == null;
			long first = line(this.positions.getStartPosition(this.unit, method));
			long last = line(this.positions.getEndPosition(this.unit, method));
			String name = this.unit.getSourceFile().getName() + ":" + first + " " + method.getName();
			this.found
				.add(new Method(name, last - first + 1, (inRecord && constructor) ? 0 : method.getParameters().size()));
			return super.visitMethod(method, inRecord);
		}

		private long line(long position) {
			return this.unit.getLineMap().getLineNumber(position);
		}

	}

}
