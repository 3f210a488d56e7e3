// SPDX-License-Identifier: Apache-2.0
package io.github.swffailure.test;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Which package may know which.
 */
class ArchitectureTests {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.github.swffailure.test");

	@Test
	void packagesHaveNoCycles() {
		slices().matching("io.github.swffailure.test.(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void nobodyBelowKnowsTheEndpoint() {
		noClasses().that()
			.resideInAnyPackage("..engine", "..http", "..protocol", "..fault", "..recording", "..history")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.github.swffailure.test", "..junit", "..spring", "..assertj", "..standalone",
					"..replay")
			.check(CLASSES);
	}

	@Test
	void onlyTheWireKnowsJacksonAndTheServer() {
		noClasses().that()
			.resideOutsideOfPackages("..http", "..replay")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("com.fasterxml..", "com.sun.net.httpserver..")
			.check(CLASSES);
	}

	@Test
	void nobodyKnowsTheSdkOrTheStarter() {
		noClasses().should()
			.dependOnClassesThat()
			.resideInAnyPackage("software.amazon..", "io.github.swffailure", "io.github.swffailure.autoconfigure..")
			.check(CLASSES);
	}

	@Test
	void optionalLibrariesStayInTheirPackages() {
		noClasses().that()
			.resideOutsideOfPackages("..junit", "..spring", "..assertj")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("org.junit..", "org.springframework..", "org.assertj..")
			.check(CLASSES);
	}

}
