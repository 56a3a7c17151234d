package io.lossparity.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lossparity.losses.ValueAndGradient;
import io.lossparity.tensor.FloatTensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchTest {
    @TempDir
    private Path folder;

    @Test
    void aWorkerReadsTheArgumentsThatWereDrawn() throws IOException {
        for (Row row : Row.all()) {
            if (row.elements() > 10_000) {
                continue;
            }
            RowArguments drawn = RowArguments.of(row);
            Path file = folder.resolve("row");
            drawn.write(file);
            RowArguments read = RowArguments.read(file);
            assertEquals(drawn.arguments.keySet(), read.arguments.keySet());
            drawn.arguments.forEach((name, argument) -> {
                assertEquals(argument.shape(), read.arguments.get(name).shape());
                assertArrayEquals(argument.doubles(), read.arguments.get(name).doubles());
                assertArrayEquals(argument.longs(), read.arguments.get(name).longs());
            });
            ValueAndGradient<?, ?> both = OurLosses.call(read).get();
            assertEquals(1, ((FloatTensor) both.value()).size(), row.toString());
        }
    }

    @Test
    void theTableHasMediansAndRatios() {
        Row row = new Row("L1Loss", "float32", List.of(64, 1000));
        Map<String, double[]> times =
                Map.of("ours", new double[] {900, 1000, 1100}, "torch", new double[] {2000, 2500, 3000});
        String table = new Table("ours", List.of("torch"), List.of(new Measurement.Result(row, times)))
                .markdown(Map.of("machine", "a test"));
        assertEquals("""
                - machine: a test

                | row | ours, µs | ± | torch | ± |
                |---|--:|--:|--:|--:|
                | L1Loss float32 64x1000 | 1.0 | 10 % | 2.50 | 20 % |

                | geometric mean | torch |
                |---|--:|
                | float32 from 64x1000 on (1) | 2.50 |
                """, table);
    }

    @Test
    void theCommandMeasuresOursBesideACopy() throws IOException {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new BenchCommand())
                .setOut(new PrintWriter(out))
                .execute(
                        "--against",
                        "copy,fast+into",
                        "--loss",
                        "L1Loss",
                        "--row",
                        "8x4",
                        "--rounds",
                        "3",
                        "--milliseconds",
                        "1",
                        "--output",
                        folder.resolve("out").toString());
        assertEquals(0, exit);
        assertTrue(out.toString().contains("| L1Loss float32 8x4 |"), out.toString());
        assertTrue(
                out.toString().contains("- ours: Java " + Runtime.version() + ", parity arithmetic"), out.toString());
        assertTrue(
                out.toString().contains("- fast+into: Java " + Runtime.version() + ", fast arithmetic"),
                out.toString());
        assertEquals(out.toString(), Files.readString(folder.resolve("out/table.md")));
        assertTrue(Files.readString(folder.resolve("out/plot.svg")).contains("L1Loss float32 8x4"));
    }

    @Test
    void aVariantThatIsNotThereIsRefused() {
        for (String option : List.of("--against", "--ours")) {
            StringWriter err = new StringWriter();
            int exit = new CommandLine(new BenchCommand())
                    .setErr(new PrintWriter(err))
                    .execute(option, "quick+into", "--row", "8x4");
            assertEquals(2, exit);
            assertTrue(err.toString().contains("but was quick+into"), err.toString());
        }
    }

    @Test
    void givenArraysGetWhatACallReturns() {
        for (Row row : Row.all()) {
            if (row.elements() > 10_000) {
                continue;
            }
            RowArguments drawn = RowArguments.of(row);
            FloatTensor value = (FloatTensor) OurLosses.call(drawn).get().value();
            Object array = OurLosses.callInto(drawn).get();
            assertEquals(row.dtype() + "[] [" + Array.get(array, 0) + "]", value.toString(), row.toString());
        }
    }

    @Test
    void eachLossGrowsFromAHundredElementsToTenMillion() {
        for (String loss : Row.losses()) {
            List<Long> sizes = Row.growth(loss).stream().map(Row::elements).toList();
            assertEquals(List.of(100L, 1_000L, 10_000L, 100_000L, 1_000_000L, 10_000_000L), sizes, loss);
        }
    }
}
