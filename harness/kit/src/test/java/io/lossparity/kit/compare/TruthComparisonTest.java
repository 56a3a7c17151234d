package io.lossparity.kit.compare;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.lossparity.kit.fixture.ExactTensor;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvFileSource;

class TruthComparisonTest {

    private static TensorComparison compare(TensorTruth truth, TensorValue torch, TensorValue port) {
        return new TensorComparator().compare("output", torch, port, Tolerance.EXACT, Optional.of(truth));
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "truths.csv", delimiter = '|', useHeadersInDisplayName = true)
    void measuresAsTheTableSays(ArgumentsAccessor row) {
        ExactTensor exact = ExactTensor.of(row.getString(1).split(" "));
        TruthComparison truth = compare(
                        truth(exact, row.getDouble(4)),
                        TensorText.tensor(row.getString(2)),
                        TensorText.tensor(row.getString(3)))
                .truth()
                .orElseThrow();
        assertAll(
                () -> assertClose(row.getString(5), truth.port().maxUlps(), "port, ulps"),
                () -> assertClose(row.getString(6), truth.torch().maxUlps(), "torch, ulps"),
                () -> assertClose(row.getString(7), truth.port().maxUnits(), "port, units"),
                () -> assertClose(row.getString(8), truth.torch().maxUnits(), "torch, units"),
                () -> assertEquals(row.getInteger(9), truth.nearer(), "nearer"),
                () -> assertEquals(row.getInteger(10), truth.farther(), "farther"),
                () -> assertEquals(
                        row.getString(11), truth.attribution().map(Enum::name).orElse("none"), "attribution"));
    }

    private static TensorTruth truth(ExactTensor exact, double magnitude) {
        double[] magnitudes = new double[exact.size()];
        Arrays.fill(magnitudes, magnitude);
        return magnitude == 0
                ? new TensorTruth(exact)
                : new TensorTruth(exact, exact, List.of(), Optional.of(new Roundings(1, magnitudes)));
    }

    private static void assertClose(String expected, double actual, String what) {
        double value = expected.equals("far") ? Double.POSITIVE_INFINITY : Double.parseDouble(expected);
        assertEquals(value, actual, Double.isFinite(value) ? 1e-9 * Math.abs(value) : 0, what);
    }

    /** Differences of nearby numbers, in which cancellation would show. */
    @Test
    void distanceIsThatOfExactArithmetic() {
        Random random = new Random(20);
        for (int i = 0; i < 20_000; i++) {
            boolean wide = random.nextBoolean();
            double around = Math.scalb(random.nextGaussian(), random.nextInt(60) - 30);
            double value = wide ? around : (float) around;
            BigDecimal ulp = new BigDecimal(wide ? Math.ulp(value) : Math.ulp((float) value));
            BigDecimal offset = ulp.multiply(BigDecimal.valueOf(random.nextGaussian() * random.nextInt(9)));
            BigDecimal truth = new BigDecimal(value).add(offset).round(new MathContext(wide ? 20 : 12));
            BigDecimal unit = ulp(truth, wide);
            double distance = truth.subtract(new BigDecimal(value))
                    .abs()
                    .divide(unit, MathContext.DECIMAL64)
                    .doubleValue();
            TruthMeter meter = new TruthMeter(ExactTensor.of(truth.toString()), wide ? DType.FLOAT64 : DType.FLOAT32);
            // a float32 truth is a float64: that rounding is 2^-30 ulp
            assertEquals(distance, meter.ulps(value, 0), wide ? 1e-12 : 1e-8, truth + " and " + value);
        }
    }

    private static BigDecimal ulp(BigDecimal truth, boolean wide) {
        int exponent = Math.getExponent(truth.doubleValue());
        while (new BigDecimal(Math.scalb(1.0, exponent)).compareTo(truth.abs()) > 0) {
            exponent--;
        }
        return new BigDecimal(Math.scalb(1.0, exponent - (wide ? 52 : 23)));
    }

    @Test
    void elementsSayWhatTheyExactlyAre() {
        TensorTruth truth = new TensorTruth(ExactTensor.of("1.00000002", "3.0"));
        ElementError worst = compare(
                        truth,
                        TensorValue.ofFloats(new int[] {2}, 0x1.000002p0f, 3f),
                        TensorValue.ofFloats(new int[] {2}, 1f, 3f))
                .greatest()
                .absolute()
                .orElseThrow();
        ElementTruth element = worst.truth().orElseThrow();
        assertEquals(List.of(0), worst.index());
        assertEquals("1.00000002", element.exact());
        assertEquals(0.16777, element.portUlps(), 1e-5);
        assertEquals(0.83223, element.torchUlps(), 1e-5);
        assertEquals(Optional.empty(), element.definition());
    }

    @Test
    void departureIsMeasuredAgainstTheDefinition() {
        TensorValue torch = TensorValue.ofFloats(new int[] {2}, 27.631021f, 1f);
        TensorValue port = TensorValue.ofFloats(new int[] {2}, Float.POSITIVE_INFINITY, 1f);
        TensorTruth truth = new TensorTruth(
                ExactTensor.of("27.6310211159", "1.0"),
                ExactTensor.of("Infinity", "1.0"),
                List.of("log-of-0"),
                Optional.empty());
        TensorComparison comparison = compare(truth, torch, port);
        TruthComparison measured = comparison.truth().orElseThrow();
        TruthComparison.Departure departure = measured.departure().orElseThrow();
        assertEquals(List.of("log-of-0"), departure.reasons());
        assertEquals(0, departure.port().maxUlps());
        assertEquals(Double.POSITIVE_INFINITY, departure.torch().maxUlps());
        assertEquals(Double.POSITIVE_INFINITY, measured.port().maxUlps());
        assertEquals(Optional.of(Attribution.DEFINITION), measured.attribution());
        ElementTruth element = comparison.firstMismatch().orElseThrow().truth().orElseThrow();
        assertEquals("27.6310211159", element.exact());
        assertEquals("Infinity", element.definition().orElseThrow().exact());
        assertFalse(comparison.accepted(), "the truth must not accept what PyTorch does not compute");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "departures.csv", delimiter = '|', useHeadersInDisplayName = true)
    void onlyAPortAtTheDefinitionComputesIt(
            String name, String formula, String definition, String torch, String port, String attribution) {
        TensorTruth truth = new TensorTruth(
                ExactTensor.of(formula.split(" ")),
                ExactTensor.of(definition.split(" ")),
                List.of("eps"),
                Optional.empty());
        assertEquals(
                attribution,
                compare(truth, TensorText.tensor(torch), TensorText.tensor(port))
                        .truth()
                        .orElseThrow()
                        .attribution()
                        .map(Enum::name)
                        .orElse("none"));
    }

    @Test
    void followingNeitherFormulaNorDefinitionIsThePortsError() {
        TensorTruth truth =
                new TensorTruth(ExactTensor.of("1.0"), ExactTensor.of("2.0"), List.of("eps"), Optional.empty());
        TensorValue torch = TensorValue.ofFloats(new int[] {}, 1f);
        assertEquals(
                Optional.of(Attribution.TORCH_CLOSER),
                compare(truth, torch, TensorValue.ofFloats(new int[] {}, 5f))
                        .truth()
                        .orElseThrow()
                        .attribution());
    }

    @Test
    void thereIsNoTruthOfAnotherShape() {
        TensorTruth truth = new TensorTruth(ExactTensor.of("1.0", "2.0"));
        TensorValue torch = TensorValue.ofFloats(new int[] {2}, 1f, 2f);
        assertEquals(
                Optional.empty(),
                compare(truth, torch, TensorValue.ofFloats(new int[] {2, 1}, 1f, 2f))
                        .truth());
        TensorValue single = TensorValue.ofFloats(new int[] {}, 1f);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> compare(truth, single, single));
        assertEquals("the truth must have 1 elements, but has 2", e.getMessage());
    }

    @Test
    void spellsDistances() {
        assertEquals("the port is 0.6 ulp off, PyTorch 2.1", TruthText.ulps(0.6, 2.1));
        assertEquals("the port is 0 ulp off, PyTorch 0.004", TruthText.ulps(0, 0.00412));
        assertEquals("the port is 1.7e+6 ulp off, PyTorch 0.1", TruthText.ulps(1677722, 0.0999));
        assertEquals(
                "the port is not comparable with it, PyTorch is 0.3 ulp off",
                TruthText.ulps(Double.POSITIVE_INFINITY, 0.3));
        assertEquals(
                "the port is 0.3 ulp off, PyTorch is not comparable with it",
                TruthText.ulps(0.3, Double.POSITIVE_INFINITY));
    }
}
