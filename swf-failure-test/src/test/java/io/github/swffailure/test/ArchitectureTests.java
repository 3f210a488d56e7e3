package io.github.swffailure.test;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Which package may know which.
 */
@AnalyzeClasses(packages = "io.github.swffailure.test", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule packagesHaveNoCycles = slices().matching("io.github.swffailure.test.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule nobodyBelowKnowsTheEndpoint = noClasses().that()
		.resideInAnyPackage("..engine", "..http", "..protocol", "..fault", "..recording", "..history")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.github.swffailure.test", "..junit", "..spring", "..assertj", "..standalone");

	@ArchTest
	static final ArchRule onlyTheWireKnowsJacksonAndTheServer = noClasses().that()
		.resideOutsideOfPackage("..http")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.fasterxml..", "com.sun.net.httpserver..");

	@ArchTest
	static final ArchRule nobodyKnowsTheSdkOrTheStarter = noClasses().should()
		.dependOnClassesThat()
		.resideInAnyPackage("software.amazon..", "io.github.swffailure", "io.github.swffailure.autoconfigure..");

	@ArchTest
	static final ArchRule optionalLibrariesStayInTheirPackages = noClasses().that()
		.resideOutsideOfPackages("..junit", "..spring", "..assertj")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.junit..", "org.springframework..", "org.assertj..");

}
