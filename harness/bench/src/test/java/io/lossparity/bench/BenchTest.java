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
    void eachSizeHasItsMean() {
        Map<String, double[]> times = Map.of("ours", new double[] {1}, "torch", new double[] {2});
        List<Measurement.Result> results = Row.all().stream()
                .map(row -> new Measurement.Result(row, times))
                .toList();
        String table = new Table("ours", List.of("torch"), results).markdown(Map.of());
        assertEquals("""
                | geometric mean | torch |
                |---|--:|
                | float32 8x4 (18) | 2.00 |
                | float32 from 64x1000 on (39) | 2.00 |
                | float64 from 64x1000 on (18) | 2.00 |
                | float32 between (1) | 2.00 |
                """, table.substring(table.indexOf("| geometric")));
    }

    @Test
    void theGrowthPlotHasALineForEachLossAndContender() {
        List<Measurement.Result> results = Row.losses().stream()
                .flatMap(loss -> Row.growth(loss).stream())
                .map(row -> new Measurement.Result(
                        row, Map.of("ours", new double[] {row.elements()}, "torch", new double[] {5 * row.elements()})))
                .toList();
        String plot = GrowthPlot.svg("ours", List.of("torch"), results);
        assertEquals(2 * Row.losses().size(), plot.split("<polyline", -1).length - 1);
        Row.losses().forEach(loss -> assertTrue(plot.contains(">" + loss + "<"), loss));
        assertTrue(
                plot.contains("points='40.0,204.0 76.8,204.0 113.6,204.0 150.4,204.0 187.2,204.0 224.0,204.0'"), plot);
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
                        "--report",
                        folder.resolve("out").toString());
        assertEquals(0, exit);
        assertTrue(out.toString().contains("| L1Loss float32 8x4 |"), out.toString());
        assertTrue(
                out.toString().contains("- ours: Java " + Runtime.version() + ", parity arithmetic"), out.toString());
        assertTrue(
                out.toString().contains("- fast+into: Java " + Runtime.version() + ", fast arithmetic"),
                out.toString());
        assertEquals(out.toString(), Files.readString(folder.resolve("out/table.md")));
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
