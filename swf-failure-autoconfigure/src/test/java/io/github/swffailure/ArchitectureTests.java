// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds what the style guide says about packages, visibility and references;
 * {@link SourceRulesTests} what it says about size.
 */
class ArchitectureTests {

	private static final String ROOT = "io.github.swffailure";

	private static final String SUPPORT = ROOT + ".support..";

	private static final String WIRING = ROOT + ".autoconfigure..";

	/** Only ever made smaller; 45 is the aim. */
	private static final int MOST_PUBLIC_TYPES = 69;

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
			.resideOutsideOfPackages(WIRING, ROOT + ".delivery..", ROOT + ".logging..", ROOT + ".worker..")
			.and(not(
					nameMatching(".*\\.(ActivityTask|CancellationRequests|HandlerMethod.*|HandlerConcerns|SwfErrors)")))
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
	void everyPackageIsNullMarked() {
		assertThat(CLASSES).filteredOn((type) -> type.getSimpleName().equals("package-info"))
			.isNotEmpty()
			.allMatch((type) -> type.isAnnotatedWith(NullMarked.class));
		assertThat(CLASSES).allMatch((type) -> type.getPackage().tryGetPackageInfo().isPresent());
	}

	@Test
	void publicTypesAreFew() {
		assertThat(topLevelTypes().filter((type) -> type.getModifiers().contains(JavaModifier.PUBLIC)))
			.hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
	}

	@Test
	void everyTypeIsReferenced() throws IOException {
		List<String> registered = new ArrayList<>();
		for (String file : List.of("spring.factories", "spring/aot.factories",
				"spring/org.springframework.boot.autoconfigure.AutoConfiguration.imports")) {
			for (URL url : Collections.list(ActivityHandler.class.getClassLoader().getResources("META-INF/" + file))) {
				registered.add(new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8));
			}
		}
		assertThat(topLevelTypes().filter((type) -> !isApi(type) && !isReferenced(type))
			.map(JavaClass::getName)
			.filter((name) -> registered.stream().noneMatch((names) -> names.contains(name)))).isEmpty();
	}

	private static Stream<JavaClass> topLevelTypes() {
		return CLASSES.stream()
			.filter((type) -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"));
	}

	private static boolean isApi(JavaClass type) {
		return type.getPackageName().equals(ROOT) && type.getModifiers().contains(JavaModifier.PUBLIC);
	}

	private static boolean isReferenced(JavaClass type) {
		return CLASSES.stream()
			.filter((part) -> outermost(part).equals(type))
			.flatMap((part) -> part.getDirectDependenciesToSelf().stream())
			.anyMatch((dependency) -> !outermost(dependency.getOriginClass()).equals(type));
	}

	private static JavaClass outermost(JavaClass type) {
		return type.getEnclosingClass().map(ArchitectureTests::outermost).orElse(type);
	}

	private static boolean mayBeExtended(JavaClass type) {
		return !type.isInterface() && !type.isEnum() && !type.getModifiers().contains(JavaModifier.FINAL)
				&& !type.getModifiers().contains(JavaModifier.ABSTRACT) && !type.isAnonymousClass()
				&& !type.getSimpleName().equals("package-info");
	}

}
