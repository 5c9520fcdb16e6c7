package dev.kugetsu.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who may know whom, for the whole project.
class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("test-classes") && !location.contains("-tests.jar"))
            .importPackages("dev.kugetsu");

    @ParameterizedTest
    @ValueSource(strings = {"adapters", "worktrees", "supervisor", "cli"})
    void seesEveryModule(String module) {
        assertThat(CLASSES).anyMatch(seen -> seen.getPackageName().startsWith("dev.kugetsu." + module));
    }

    @Test
    void theCommandLineSeesOnlyPorts() {
        classes()
                .that(in("cli"))
                .should()
                .onlyDependOnClassesThat(notOfOurs()
                        .or(in("cli"))
                        .or(resideInAPackage("dev.kugetsu.supervisor"))
                        .or(resideInAPackage("dev.kugetsu.supervisor.coordination"))
                        .or(resideInAPackage("dev.kugetsu.supervisor.host"))
                        .or(resideInAPackage("dev.kugetsu.supervisor.json"))
                        .or(resideInAPackage("dev.kugetsu.adapters"))
                        .or(resideInAPackage("dev.kugetsu.adapters.hook")))
                .check(CLASSES);
    }

    /// `adapters.hook` is a port of its own: no feature of the adapters stands behind it. The configuration
    /// may name `adapters.command`, whose harness is nothing but what users write there.
    @Test
    void onlyTheHostKnowsWhichAdaptersAndWorktreesThereAre() {
        classes()
                .that(in("supervisor"))
                .and()
                .resideOutsideOfPackages("dev.kugetsu.supervisor.host..", "dev.kugetsu.supervisor.config..")
                .should()
                .onlyDependOnClassesThat(notOfOurs()
                        .or(in("supervisor"))
                        .or(resideInAPackage("dev.kugetsu.adapters"))
                        .or(resideInAPackage("dev.kugetsu.adapters.hook"))
                        .or(resideInAPackage("dev.kugetsu.worktrees")))
                .check(CLASSES);
        noClasses()
                .that(resideInAPackage("dev.kugetsu.supervisor.config.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "dev.kugetsu.adapters.opencode..",
                        "dev.kugetsu.adapters.scripted..",
                        "dev.kugetsu.worktrees.*.."))
                .check(CLASSES);
    }

    @Test
    void nobodyNeedsTheHostButPrograms() {
        noClasses()
                .that(in("supervisor"))
                .and()
                .resideOutsideOfPackage("dev.kugetsu.supervisor.host..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.kugetsu.supervisor.host.."))
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapters", "worktrees"})
    void leavesKnowNobody(String leaf) {
        classes()
                .that(in(leaf))
                .should()
                .onlyDependOnClassesThat(notOfOurs().or(in(leaf)))
                .check(CLASSES);
    }

    /// That of the supervisor has two rooms.
    @ParameterizedTest
    @ValueSource(strings = {"adapters", "worktrees", "supervisor"})
    void portsDoNotKnowWhatIsBehindThem(String module) {
        noClasses()
                .that(resideInAnyPackage("dev.kugetsu." + module, "dev.kugetsu.supervisor.coordination"))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.kugetsu." + module + ".*..")
                        .and(DescribedPredicate.not(resideInAPackage("dev.kugetsu.supervisor.coordination"))))
                .check(CLASSES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"adapters", "worktrees", "supervisor", "cli"})
    void featuresFormNoCycle(String module) {
        slices().matching("dev.kugetsu." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    private static DescribedPredicate<JavaClass> in(String module) {
        return resideInAnyPackage("dev.kugetsu." + module, "dev.kugetsu." + module + "..");
    }

    private static DescribedPredicate<JavaClass> notOfOurs() {
        return DescribedPredicate.not(resideInAPackage("dev.kugetsu..")).as("foreign classes");
    }
}
