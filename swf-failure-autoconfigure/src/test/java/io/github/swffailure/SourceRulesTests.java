// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the style guide says about the size of files, methods and signatures, and
 * about the Javadoc of the API, and that each file names its licence. No other ruler.
 */
class SourceRulesTests {

	/** Added by {@code .ci/headers}. */
	private static final String HEADER = "// SPDX-License-Identifier: Apache-2.0";

	private static final int MOST_LINES = 250;

	private static final int MOST_LINES_OF_A_TEST = 400;

	private static final int MOST_LINES_OF_A_METHOD = 25;

	private static final int MOST_PARAMETERS = 5;

	private static final List<Method> METHODS = new ArrayList<>();

	private static final List<Type> TYPES = new ArrayList<>();

	@BeforeAll
	static void parseMainSources() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
			JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
					files.getJavaFileObjectsFromPaths(files("src/main/java")));
			Trees trees = Trees.instance(task);
			for (CompilationUnitTree unit : task.parse()) {
				new Reader(trees, unit).scan(unit, null);
			}
		}
	}

	private static List<Path> files(String directory) throws IOException {
		try (Stream<Path> files = Files.walk(Path.of(directory))) {
			return files.filter((file) -> file.toString().endsWith(".java")).toList();
		}
	}

	private static void assertLines(String directory, int most) throws IOException {
		assertThat(files(directory)).isNotEmpty()
			.allSatisfy((file) -> assertThat(Files.readAllLines(file)).filteredOn((line) -> !line.equals(HEADER))
				.hasSizeLessThanOrEqualTo(most));
	}

	@ParameterizedTest
	@ValueSource(strings = { "swf-failure-autoconfigure/src", "swf-failure-test/src", "sample-app/src",
			"benchmarks/src", "compat-tests/consumers" })
	void filesNameTheLicence(String directory) {
		assertThat(Repository.files(directory, ".java", ".kt")).isNotEmpty()
			.allSatisfy((file) -> assertThat(Files.readString(file)).startsWith(HEADER + "\n"));
	}

	@Test
	void filesAreSmall() throws IOException {
		assertLines("src/main/java", MOST_LINES);
	}

	@Test
	void testsAreSmall() throws IOException {
		assertLines("src/test/java", MOST_LINES_OF_A_TEST);
	}

	@Test
	void methodsAreShort() {
		assertThat(METHODS).isNotEmpty().filteredOn((method) -> method.lines() > MOST_LINES_OF_A_METHOD).isEmpty();
	}

	@Test
	void parametersAreFew() {
		assertThat(METHODS).filteredOn((method) -> !method.isWiring() && method.parameters() > MOST_PARAMETERS)
			.isEmpty();
	}

	@Test
	void everyTypeOfTheApiHasAVersion() {
		assertThat(TYPES).filteredOn(Type::isApi)
			.isNotEmpty()
			.allSatisfy((type) -> assertThat(type.javadoc()).contains("@since"));
	}

	private record Method(String name, long lines, int parameters, boolean isWiring) {

	}

	private record Type(String name, boolean isApi, String javadoc) {

	}

	private static final class Reader extends TreePathScanner<Void, Void> {

		private final Trees trees;

		private final CompilationUnitTree unit;

		private Reader(Trees trees, CompilationUnitTree unit) {
			this.trees = trees;
			this.unit = unit;
		}

		@Override
		public Void visitClass(ClassTree type, Void unused) {
			boolean root = "io.github.swffailure".equals(String.valueOf(this.unit.getPackageName()));
			boolean topLevel = getCurrentPath().getParentPath().getLeaf() == this.unit;
			boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
			TYPES.add(new Type(type.getSimpleName().toString(), root && topLevel && isPublic,
					String.valueOf(this.trees.getDocComment(getCurrentPath()))));
			return super.visitClass(type, null);
		}

		@Override
		public Void visitMethod(MethodTree method, Void unused) {
			boolean isRecord = getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD
					&& method.getReturnType() == null;
			boolean isBean = method.getModifiers()
				.getAnnotations()
				.stream()
				.anyMatch((annotation) -> annotation.getAnnotationType().toString().equals(Bean.class.getSimpleName()));
			METHODS.add(new Method(this.unit.getSourceFile().getName() + "#" + method.getName(), lines(method),
					method.getParameters().size(), isBean || isRecord));
			return super.visitMethod(method, null);
		}

		private long lines(Tree tree) {
			return line(this.trees.getSourcePositions().getEndPosition(this.unit, tree))
					- line(this.trees.getSourcePositions().getStartPosition(this.unit, tree)) + 1;
		}

		private long line(long position) {
			return (position >= 0) ? this.unit.getLineMap().getLineNumber(position) : 0;
		}

	}

}
