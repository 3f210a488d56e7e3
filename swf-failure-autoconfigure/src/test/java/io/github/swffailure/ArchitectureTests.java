package io.github.swffailure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the style guide says about packages, visibility and size.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.swffailure";

	private static final String SUPPORT = ROOT + ".support..";

	private static final String WIRING = ROOT + ".autoconfigure..";

	private static final int MOST_LINES = 250;

	private static final int MOST_PARAMETERS = 5;

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.importUrl(ActivityHandler.class.getProtectionDomain().getCodeSource().getLocation());

	@Test
	void rootPackageKnowsNoFeature() {
		noClasses().that()
			.resideInAPackage(ROOT)
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + ".*.."))
			.check(CLASSES);
	}

	@Test
	void supportKnowsTheRootPackageOnly() {
		noClasses().that()
			.resideInAPackage(SUPPORT)
			.should()
			.dependOnClassesThat(resideInAPackage(ROOT + ".*..").and(not(resideInAPackage(SUPPORT))))
			.check(CLASSES);
	}

	@Test
	void onlyTheWiringKnowsTheFeatures() {
		slices().matching(ROOT + ".(*)..")
			.should()
			.notDependOnEachOther()
			.ignoreDependency(resideInAPackage(WIRING), DescribedPredicate.alwaysTrue())
			.ignoreDependency(DescribedPredicate.alwaysTrue(), resideInAPackage(SUPPORT))
			.check(CLASSES);
	}

	@Test
	void onlyTheWiringKnowsSpringBoot() {
		noClasses().that()
			.resideOutsideOfPackages(WIRING, ROOT + ".actuate..")
			.should()
			.dependOnClassesThat(resideInAPackage("org.springframework.boot.."))
			.check(CLASSES);
	}

	@Test
	void onlyMetricsAndTheWiringKnowMicrometer() {
		noClasses().that()
			.resideOutsideOfPackages(WIRING, ROOT + ".metrics..")
			.should()
			.dependOnClassesThat(resideInAPackage("io.micrometer.."))
			.check(CLASSES);
	}

	@Test
	void onlyDeliveryAndTheWiringAndTasksKnowTheSdk() {
		noClasses().that()
			.resideOutsideOfPackages(WIRING, ROOT + ".delivery..", ROOT + ".logging..")
			.and(not(nameMatching(".*\\.(ActivityTask|PolledTask|CancellationRequests|TaskArguments)")))
			.should()
			.dependOnClassesThat(resideInAPackage("software.amazon.awssdk.."))
			.check(CLASSES);
	}

	@Test
	void autoConfigurationsOfferOnlyTheirName() {
		classes().that()
			.areAnnotatedWith(AutoConfiguration.class)
			.should()
			.bePublic()
			.andShould()
			.haveModifier(JavaModifier.FINAL)
			.check(CLASSES);
		methods().that().areAnnotatedWith(Bean.class).should().bePackagePrivate().check(CLASSES);
	}

	@Test
	void classesAreFinalOrInterfaces() {
		assertThat(CLASSES).noneMatch(ArchitectureTests::mayBeExtended);
	}

	@Test
	void parametersAreFew() {
		codeUnits().that()
			.areDeclaredInClassesThat(DescribedPredicate.describe("are neither records nor wiring",
					(type) -> !type.isRecord() && !type.getPackageName().startsWith(ROOT + ".autoconfigure")
							&& !type.isAnonymousClass()))
			.and(DescribedPredicate.describe("are written by hand",
					(unit) -> !unit.getModifiers().contains(JavaModifier.SYNTHETIC)))
			.should(haveFewParameters())
			.check(CLASSES);
	}

	@Test
	void everyPackageIsNullMarked() {
		assertThat(CLASSES).filteredOn((type) -> type.getSimpleName().equals("package-info"))
			.isNotEmpty()
			.allMatch((type) -> type.isAnnotatedWith(NullMarked.class));
		assertThat(CLASSES).allMatch((type) -> type.getPackage().tryGetPackageInfo().isPresent());
	}

	@Test
	void filesAreSmall() throws IOException {
		Path sources = Path.of("src/main/java");
		try (Stream<Path> files = Files.walk(sources).filter((file) -> file.toString().endsWith(".java"))) {
			List<Path> found = files.toList();
			assertThat(found).isNotEmpty()
				.allSatisfy((file) -> assertThat(lines(file)).isLessThanOrEqualTo(MOST_LINES));
		}
	}

	private static boolean mayBeExtended(JavaClass type) {
		return !type.isInterface() && !type.isEnum() && !type.getModifiers().contains(JavaModifier.FINAL)
				&& !type.getModifiers().contains(JavaModifier.ABSTRACT) && !type.isAnonymousClass()
				&& !type.getSimpleName().equals("package-info");
	}

	private static int lines(Path file) {
		try (Stream<String> lines = Files.lines(file)) {
			return (int) lines.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ArchCondition<JavaCodeUnit> haveFewParameters() {
		return new ArchCondition<>("have at most " + MOST_PARAMETERS + " parameters") {

			@Override
			public void check(JavaCodeUnit unit, ConditionEvents events) {
				if (unit.getRawParameterTypes().size() > MOST_PARAMETERS) {
					events.add(SimpleConditionEvent.violated(unit, unit.getFullName()));
				}
			}

		};
	}

}
