package io.lossparity.mutation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutationSummaryTest {
    private static final String SOURCE = """
            class HuberLossFloat32 {
                float loss(float z) {
                    return z < 1f ? 0.5f * z * z : z - 0.5f;
                }
            }
            """;

    private static final String DERIVED = """
            // Derived from HuberLossFloat32.java by DeriveFloat64; do not edit.
            class HuberLossFloat64 {
                double loss(double z) {
                    return z < 1.0 ? 0.5 * z * z : z - 0.5;
                }
            }
            """;

    private static final String EXPLAINED = """
            [{"class": "io.lossparity.kernel.float32.HuberLossFloat32", "method": "loss",
              "line": "return z < 1f ? 0.5f * z * z : z - 0.5f;", "mutants": ["ConditionalsBoundary: changed boundary"],
              "survivors": %d, "kind": "EQUIVALENT", "reason": "Both branches are 1/2 at 1."}]
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void writeSource() throws IOException {
        write("sources/io/lossparity/kernel/float32/HuberLossFloat32.java", SOURCE);
        write("sources/io/lossparity/kernel/float64/HuberLossFloat64.java", DERIVED);
    }

    @Test
    void countsKilledTimedOutAndEquivalentMutants() throws IOException {
        report("golden-cases", "SURVIVED", 48);
        write("explained.json", EXPLAINED.formatted(2));
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(
                table.contains("| HuberLoss | 51 | 49 | 1 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 100.0 % | 100.0 % |"), table);
        assertTrue(table.contains("| **losses and shared** | 51 |"), table);
    }

    @Test
    void namesTheFilesThatWereNotMutated() throws IOException {
        write("sources/io/lossparity/losses/Checks.java", "class Checks {}");
        report("golden-cases", "KILLED", 48);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(table.contains("nothing to mutate: io/lossparity/losses/Checks.java."), table);
    }

    @Test
    void showsWhatNothingExplainsAtItsWrittenLine() throws IOException {
        report("golden-cases", "SURVIVED", 198);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        for (String name : List.of("HuberLossFloat32", "HuberLossFloat64")) {
            String survivor = "| `" + name + ".loss` | `return z < 1f ? 0.5f * z * z : z - 0.5f;` "
                    + "| ConditionalsBoundary: changed boundary |";
            assertEquals(1, table.split(Pattern.quote(survivor), -1).length - 1, table);
        }
        assertTrue(Files.readString(folder.resolve("survivors.json")).contains("\"survivors\" : 2"));
    }

    @Test
    void refusesAnExplanationOfAnotherNumberOfSurvivors() throws IOException {
        report("golden-cases", "SURVIVED", 198);
        write("explained.json", EXPLAINED.formatted(1));
        assertRefused("HuberLossFloat32.loss: return z < 1f ? 0.5f * z * z : z - 0.5f;: "
                + "the entry speaks of 1 survivors, but there are 2");
    }

    @Test
    void refusesAnExplanationOfAMutantThatIsKilled() throws IOException {
        report("golden-cases", "KILLED", 198);
        write("explained.json", EXPLAINED.formatted(2));
        assertRefused("the entry speaks of 2 survivors, but there are 0");
    }

    @Test
    void takesAnExplanationOfOneOverloadForThatOneAlone() throws IOException {
        report("golden-cases", "SURVIVED", 198);
        String both = EXPLAINED.formatted(2).replace("\"survivors\"", "\"descriptor\": \"(F)\", \"survivors\"");
        write("explained.json", both);
        assertRefused("the entry speaks of 2 survivors, but there are 1");
        write("explained.json", both.replace("\"survivors\": 2", "\"survivors\": 1"));
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(
                table.contains("| HuberLoss | 201 | 199 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 1 | 99.5 % | 99.5 % |"), table);
    }

    @Test
    void refusesAnEquivalentMutantThatAUnitTestKills() throws IOException {
        report("golden-cases", "SURVIVED", 198);
        report("unit-tests", "KILLED", 198);
        write("explained.json", EXPLAINED.formatted(2));
        assertRefused("said to be equivalent, but a unit test tells 'ConditionalsBoundary: changed boundary' apart");
    }

    @Test
    void refusesTooManySurvivors() throws IOException {
        report("golden-cases", "SURVIVED", 10);
        write("explained.json", "[]");
        assertRefused("at least 98 % of the mutants must be killed or equivalent, but only 11 of 13 are");
    }

    @Test
    void refusesAnEquivalentMutantThatTheBudgetKills() throws IOException {
        report("golden-cases", "SURVIVED", 198);
        report("fidelity-budget", "KILLED", 198);
        write("explained.json", EXPLAINED.formatted(2));
        assertRefused("said to be equivalent, but the fidelity budget tells 'ConditionalsBoundary: changed boundary'");
    }

    @Test
    void countsWhatTheBudgetKills() throws IOException {
        report("golden-cases", "SURVIVED", 17);
        report("fidelity-budget", "KILLED", 17);
        report("unit-tests", "KILLED", 17);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(table.contains("| HuberLoss | 20 | 18 | 1 | 2 | 0 | 0 | 0 | 0 | 0 | 0 | 90.0 % | 100.0 % |"), table);
    }

    @Test
    void countsWhatUnitTestsKillApart() throws IOException {
        report("golden-cases", "SURVIVED", 197);
        report("fidelity-budget", "SURVIVED", 197);
        report("unit-tests", "KILLED", 197);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(
                table.contains("| HuberLoss | 200 | 198 | 1 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 99.0 % | 99.0 % |"), table);
    }

    @ParameterizedTest
    @CsvSource({"tensor, Cube, tensor: Cube", "math, ExtendedConstants, loading: ExtendedConstants"})
    void countsApartWhatComputesNoLoss(String folderName, String name, String row) throws IOException {
        report("golden-cases", "KILLED", 48);
        String file = Files.readString(folder.resolve("golden-cases/mutations.xml"));
        String renamed = file.replaceAll("kernel.float(32|64).HuberLossFloat..", folderName + "." + name)
                .replaceAll("HuberLossFloat...java", name + ".java")
                .replace("KILLED", "NO_COVERAGE");
        write("golden-cases/apart/mutations.xml", renamed);
        write("explained.json", "[]");
        write("sources/io/lossparity/" + folderName + "/" + name + ".java", SOURCE);
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(table.contains("| **losses and shared** | 51 | 51 |"), table);
        assertTrue(table.contains("| " + row + " | 51 | 1 |"), table);
        assertEquals(row.startsWith("tensor"), table.contains("| **tensors** | 51 | 1 |"), table);
    }

    @Test
    void refusesAReportWithoutMutants() throws IOException {
        write("golden-cases/mutations.xml", "<mutations></mutations>");
        write("explained.json", "[]");
        IOException refusal = assertThrows(IOException.class, this::summarize);
        assertTrue(refusal.getMessage().contains("there is no mutant in it"), refusal.getMessage());
    }

    @Test
    void readsTheCommittedExplanations() {
        assertDoesNotThrow(() -> Explanations.read(Path.of("equivalent-mutants.json")));
    }

    private void assertRefused(String message) {
        IllegalStateException refusal = assertThrows(IllegalStateException.class, this::summarize);
        assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }

    private void summarize() throws IOException {
        MutationSummary.main(new String[] {
            folder.toString(),
            folder.resolve("sources").toString(),
            folder.resolve("explained.json").toString(),
            folder.resolve("table.md").toString()
        });
    }

    /** Writes a report with both boundaries of that status, one mutant that ran out of time, and the rest killed. */
    private void report(String name, String status, int killed) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version='1.0'?><mutations>");
        xml.append(mutant(status, "F", 0)).append(mutant(status, "D", 0));
        xml.append(mutant("TIMED_OUT", "F", 1));
        for (int i = 0; i < killed; i++) {
            xml.append(mutant("KILLED", "F", 2 + i));
        }
        write(name + "/mutations.xml", xml.append("</mutations>").toString());
    }

    private static String mutant(String status, String type, int index) {
        int size = type.equals("F") ? 32 : 64;
        String name = "HuberLossFloat" + size;
        return "<mutation detected='x' status='" + status + "'><sourceFile>" + name + ".java</sourceFile>"
                + "<mutatedClass>io.lossparity.kernel.float" + size + "." + name + "</mutatedClass>"
                + "<mutatedMethod>loss</mutatedMethod>"
                + "<methodDescription>(" + type + ")" + type + "</methodDescription>"
                + "<lineNumber>" + (size == 32 ? 3 : 4) + "</lineNumber>"
                + "<mutator>org.pitest.ConditionalsBoundaryMutator</mutator><indexes><index>" + index
                + "</index></indexes><killingTest/><description>changed boundary</description></mutation>";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
