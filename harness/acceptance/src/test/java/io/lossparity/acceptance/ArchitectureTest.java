package io.lossparity.acceptance;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;
import io.lossparity.spi.LossPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom inside a module; {@link ModulesTest} says which modules know each other. */
class ArchitectureTest {
    private static final String FIXTURE = "io.lossparity.kit.fixture..";
    private static final String RUN = "io.lossparity.kit.run..";
    private static final String PROCESS = "io.lossparity.kit.process..";
    private static final String COMPARE = "io.lossparity.kit.compare..";
    private static final String VERDICT = "io.lossparity.kit.verdict..";
    private static final String RELATIONS = "io.lossparity.relations..";
    private static final String REPORT = "io.lossparity.report..";
    private static final String RENDER = "io.lossparity.render..";

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent().getParent();
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.lossparity");

    /** A rule about classes that are not there would hold, whatever it says. */
    @ParameterizedTest
    @CsvSource({
        "io.lossparity.spi, 5",
        "io.lossparity.losses, 20",
        "io.lossparity.tensor, 5",
        "io.lossparity.kernel, 5",
        "io.lossparity.kernel.layout, 3",
        "io.lossparity.kernel.float32, 20",
        "io.lossparity.kernel.float64, 20",
        "io.lossparity.math, 8",
        "io.lossparity.kit.fixture, 5",
        "io.lossparity.kit.run, 3",
        "io.lossparity.kit.process, 5",
        "io.lossparity.kit.compare, 5",
        "io.lossparity.kit.verdict, 5",
        "io.lossparity.relations, 10",
        "io.lossparity.report.stream, 3",
        "io.lossparity.junit, 1",
        "io.lossparity.ports.lossparity, 1",
        "io.lossparity.render, 3",
        "io.lossparity.render.html.model, 5",
        "io.lossparity.cli, 3"
    })
    void everyPackageIsSeen(String name, int atLeast) {
        long found = ALL.stream().filter(resideInAPackage(name)).count();
        assertTrue(found >= atLeast, name + ": expected at least " + atLeast + " classes, but saw " + found);
    }

    @Test
    void lossesLookAtDtypesInOnePlace() {
        noClasses()
                .that()
                .resideInAnyPackage("io.lossparity.losses..", "io.lossparity.kernel..")
                .and()
                .doNotHaveFullyQualifiedName("io.lossparity.kernel.Kernels")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.lossparity\\.tensor\\.Float(32|64)Tensor")
                .check(ALL);
    }

    @Test
    void kernelsTakeAndReturnArrays() {
        noClasses()
                .that()
                .resideInAnyPackage("io.lossparity.kernel.float32", "io.lossparity.kernel.float64")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.lossparity.losses..", "io.lossparity.tensor.."))
                .check(ALL);
    }

    @Test
    void compareNeverSeesAPort() {
        noClasses()
                .that()
                .resideInAPackage(COMPARE)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(LossPort.class)
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage(COMPARE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUN, VERDICT)
                .check(ALL);
    }

    /** Whoever calls the port has no expected value to hand it. */
    @Test
    void runNeverSeesAnExpectedValue() {
        noClasses()
                .that()
                .resideInAnyPackage(RUN, PROCESS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(FIXTURE, COMPARE, VERDICT)
                .check(ALL);
    }

    /** What reads or asks has the port behind a runner, or does not need it. */
    @Test
    void relationsAndReportsNeverSeeAPort() {
        noClasses()
                .that()
                .resideInAnyPackage(RELATIONS, REPORT, RENDER)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(LossPort.class)
                .check(ALL);
    }

    /** What is drawn in turn must not follow an order that every virtual machine chooses anew. */
    @Test
    void relationsHaveNoCollectionsWithoutAnOrder() {
        ArchRule rule = noClasses().should().callCodeUnitWhere(makesAnUnorderedCollection());
        noClasses()
                .that()
                .resideInAPackage(RELATIONS)
                .should()
                .callCodeUnitWhere(makesAnUnorderedCollection())
                .check(ALL);
        JavaClasses broken = new ClassFileImporter().importClasses(Unordered.class);
        FailureReport told = rule.evaluate(broken).getFailureReport();
        assertEquals(5, told.getDetails().size(), told::toString);
    }

    private static DescribedPredicate<JavaCall<?>> makesAnUnorderedCollection() {
        return DescribedPredicate.describe("has no order of its own", call -> {
            JavaClass owner = call.getTargetOwner();
            if (owner.isEquivalentTo(HashMap.class) || owner.isEquivalentTo(HashSet.class)) {
                return call.getName().equals("<init>");
            }
            List<JavaClass> types = call.getTarget().getRawParameterTypes();
            boolean map = owner.isEquivalentTo(Map.class);
            if (!map && !owner.isEquivalentTo(Set.class)) {
                return false;
            }
            boolean several = types.size() > (map ? 2 : 1) || types.stream().anyMatch(JavaClass::isArray);
            return call.getName().equals("of") ? several : call.getName().matches("copyOf|ofEntries");
        });
    }

    /** Five collections without an order; with one element there is but one. */
    @SuppressWarnings("unused")
    private static final class Unordered {
        final Object several = Set.of("a", "b");
        final Object pairs = Map.of("a", 1, "b", 2);
        final Object copied = Set.copyOf(List.of("a", "b"));
        final Object hashed = new HashMap<>(Map.of("a", 1));
        final Object found = new HashSet<>(Set.of("a"));
    }

    @Test
    void fixtureKnowsNoLaterStep() {
        noClasses()
                .that()
                .resideInAPackage(FIXTURE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(RUN, COMPARE, VERDICT)
                .check(ALL);
    }

    /** A name that two classes share says too little, and an import has to be read to know which it is. */
    @Test
    void everyClassHasANameOfItsOwn() throws IOException {
        Map<String, List<Path>> byName = new TreeMap<>();
        for (String folder : List.of("harness", "impl")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                files.filter(file -> file.toString().matches(".*/src/main/java/.*/[A-Z]\\w*\\.java"))
                        .forEach(file -> byName.computeIfAbsent(
                                        file.getFileName().toString(), name -> new ArrayList<>())
                                .add(ROOT.relativize(file)));
            }
        }
        assertTrue(byName.size() > 400, byName.size() + " classes");
        byName.values().removeIf(files -> files.size() == 1);
        assertEquals(Map.of(), byName);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.lossparity.(**)").should().beFreeOfCycles().check(ALL);
    }
}
