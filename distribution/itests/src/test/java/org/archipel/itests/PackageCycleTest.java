package org.archipel.itests;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Packages do not depend on each other in a circle. */
@AnalyzeClasses(packages = "org.archipel", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageCycleTest {
    @ArchTest
    void noPackagesFormACycle(JavaClasses classes) {
        ArchRule rule = SlicesRuleDefinition.slices()
                .matching("org.archipel.(**)")
                .should()
                .beFreeOfCycles();
        rule.check(classes);
    }
}
