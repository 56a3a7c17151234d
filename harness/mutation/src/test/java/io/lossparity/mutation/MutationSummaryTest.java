package io.lossparity.mutation;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
    }

    @Test
    void countsKilledTimedOutAndEquivalentMutants() throws IOException {
        report("golden-cases", "SURVIVED", 48);
        write("explained.json", EXPLAINED.formatted(2));
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(
                table.contains("| HuberLoss | 51 | 49 | 1 | 0 | 2 | 0 | 0 | 0 | 0 | 0 | 100.0 % | 100.0 % | 100.0 % |"),
                table);
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
    void showsWhatNothingExplainsAtItsLine() throws IOException {
        report("golden-cases", "SURVIVED", 198);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        String survivor = "| `HuberLossFloat32.loss` | `return z < 1f ? 0.5f * z * z : z - 0.5f;` "
                + "| ConditionalsBoundary: changed boundary |";
        assertEquals(2, table.split(Pattern.quote(survivor), -1).length - 1, table);
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
                table.contains("| HuberLoss | 201 | 199 | 1 | 0 | 1 | 0 | 0 | 0 | 0 | 1 | 99.5 % | 99.5 % | 99.5 % |"),
                table);
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
        report("golden-cases", "KILLED", 198, "io.lossparity.mutation.budget.HuberLoss.[x]");
        write("explained.json", EXPLAINED.formatted(2));
        assertRefused("said to be equivalent, but the fidelity budget tells 'ConditionalsBoundary: changed boundary'");
    }

    @Test
    void countsWhatTheBudgetKills() throws IOException {
        report("golden-cases/parity", "KILLED", 17, "io.lossparity.mutation.budget.HuberLoss.[x]");
        report("golden-cases/fast", "NO_COVERAGE", 17);
        report("unit-tests", "KILLED", 17);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(
                table.contains("| HuberLoss | 20 | 18 | 1 | 2 | 0 | 0 | 0 | 0 | 0 | 0 | 90.0 % | 100.0 % | 100.0 % |"),
                table);
    }

    @Test
    void countsWhatTheBudgetAndAGoldenCaseKillForTheGoldenCase() throws IOException {
        report("golden-cases/parity", "KILLED", 17, "io.lossparity.mutation.budget.HuberLoss.[x]");
        report("golden-cases/fast", "KILLED", 17, "io.lossparity.mutation.golden.HuberLoss.[x]");
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(table.contains("| HuberLoss | 20 | 20 | 1 | 0 | 0 |"), table);
    }

    @Test
    void refusesAnExplanationOfAClassThatDoesNotExist() throws IOException {
        report("golden-cases", "KILLED", 48);
        write("explained.json", EXPLAINED.formatted(2).replace("HuberLossFloat32", "PseudoHuberLoss"));
        assertRefused("PseudoHuberLoss.loss: return z < 1f ? 0.5f * z * z : z - 0.5f;: there is no such class");
    }

    @Test
    void countsWhatUnitTestsKillApart() throws IOException {
        report("golden-cases", "SURVIVED", 197);
        report("unit-tests", "KILLED", 197);
        write("explained.json", "[]");
        summarize();
        String table = Files.readString(folder.resolve("table.md"));
        assertTrue(
                table.contains("| HuberLoss | 200 | 198 | 1 | 0 | 0 | 2 | 0 | 0 | 0 | 0 | 99.0 % | 99.0 % | 100.0 % |"),
                table);
    }

    @ParameterizedTest
    @CsvSource({"tensor, Cube, tensor: Cube", "math, ExtendedConstants, loading: ExtendedConstants"})
    void countsApartWhatComputesNoLoss(String folderName, String name, String row) throws IOException {
        report("golden-cases", "KILLED", 48);
        String file = Files.readString(folder.resolve("golden-cases/mutations.xml"));
        String renamed = file.replaceAll("kernel.float32.HuberLossFloat32", folderName + "." + name)
                .replaceAll("HuberLossFloat32.java", name + ".java")
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

    private void report(String name, String status, int killed) throws IOException {
        report(name, status, killed, "");
    }

    /** Writes a report with two boundaries of that status, one mutant that ran out of time, and the rest killed. */
    private void report(String name, String status, int killed, String killingTest) throws IOException {
        StringBuilder xml = new StringBuilder("<?xml version='1.0'?><mutations>");
        xml.append(mutant(status, "F", 0, killingTest)).append(mutant(status, "D", 0, killingTest));
        xml.append(mutant("TIMED_OUT", "F", 1, ""));
        for (int i = 0; i < killed; i++) {
            xml.append(mutant("KILLED", "F", 2 + i, "io.lossparity.mutation.golden.HuberLoss.[x]"));
        }
        write(name + "/mutations.xml", xml.append("</mutations>").toString());
    }

    private static String mutant(String status, String type, int index, String killingTest) {
        return "<mutation detected='x' status='" + status + "'><sourceFile>HuberLossFloat32.java</sourceFile>"
                + "<mutatedClass>io.lossparity.kernel.float32.HuberLossFloat32</mutatedClass>"
                + "<mutatedMethod>loss</mutatedMethod>"
                + "<methodDescription>(" + type + ")" + type + "</methodDescription><lineNumber>3</lineNumber>"
                + "<mutator>org.pitest.ConditionalsBoundaryMutator</mutator><indexes><index>" + index
                + "</index></indexes><killingTest>" + killingTest
                + "</killingTest><description>changed boundary</description></mutation>";
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
