package io.lossparity.suite.tolerance;

import io.lossparity.kit.compare.Allowance;
import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.compare.TruthMeter;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Noise;
import io.lossparity.kit.fixture.Roundings;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the golden data say about each loss, element type and quantity: how many roundings follow from the formula, and
 * how many units PyTorch itself is off. An element's unit is the unit of rounding times the magnitude that its
 * roundings act on.
 */
public final class Observations {
    private final Map<String, Observed> byKey = new TreeMap<>();
    private final List<String> remarks = new ArrayList<>();

    private Observations() {}

    /**
     * What is known about a quantity.
     *
     * @param derived the largest number of roundings of its tensors
     * @param noise the most units that PyTorch is off the exact value of its own formula, or moves between CPUs
     * @param noisiest the case that shows it, and the setting if a CPU moves it; empty if none does
     */
    public record Observed(double derived, double noise, String noisiest) {
        Observed max(Observed other) {
            Observed noisier = other.noise > noise ? other : this;
            return new Observed(Math.max(derived, other.derived), noisier.noise, noisier.noisiest);
        }

        /** Returns the numbers as rows state them: the noise with three digits, rounded up. */
        Observed rounded() {
            MathContext up = new MathContext(3, RoundingMode.CEILING);
            return new Observed(derived, new BigDecimal(noise).round(up).doubleValue(), noisiest);
        }
    }

    /**
     * Collects the roundings, the truths and the noise of the data.
     *
     * @throws io.lossparity.kit.fixture.GoldenDataException if the data differ from their manifest
     */
    public static Observations of(GoldenData data) {
        Observations observations = new Observations();
        data.forEach(CaseSelection.all(), observations::add);
        Optional<Noise> noise = data.noise();
        noise.ifPresent(found -> observations.addNoise(found, data));
        if (noise.isEmpty()) {
            observations.remarks.add("there is no noise.json: python -m golden_generator noise measures it");
        }
        return observations;
    }

    /** Returns remarks on the measurements, for example that the data have changed since. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Returns the measurements for a row; empty if the data have none. */
    public Optional<Observed> of(ToleranceRow row) {
        return of(row.loss(), row.dtype(), row.quantity());
    }

    /**
     * Returns what is known about a quantity.
     *
     * @param loss the class name in {@code torch.nn}, or * for the greatest of any loss
     * @param dtype the element type
     * @param quantity {@code output}, {@code grad} for the greatest of any argument, or {@code grad.} and the argument
     */
    public Optional<Observed> of(String loss, DType dtype, String quantity) {
        return byKey.entrySet().stream()
                .filter(entry -> matches(entry.getKey().split(" "), loss, dtype, quantity))
                .map(Map.Entry::getValue)
                .reduce(Observed::max);
    }

    private static boolean matches(String[] key, String loss, DType dtype, String quantity) {
        return (loss.equals(Tolerances.ANY_LOSS) || loss.equals(key[0]))
                && dtype.torchName().equals(key[1])
                && (quantity.equals(key[2]) || (quantity.equals("grad") && key[2].startsWith("grad.")));
    }

    private void add(String loss, DType dtype, String quantity, Observed observed) {
        byKey.merge(loss + " " + dtype.torchName() + " " + quantity, observed, Observed::max);
    }

    private void add(GoldenCase goldenCase) {
        if (!(goldenCase.expected() instanceof ExpectedValues values)) {
            return;
        }
        tensors(values).forEach((name, tensor) -> {
            Optional<TensorTruth> truth = values.truth().flatMap(all -> all.of(name));
            truth.flatMap(TensorTruth::roundings).ifPresent(roundings -> {
                String quantity = quantity(name);
                double noise = distance(tensor, truth.get(), roundings);
                add(
                        goldenCase.loss(),
                        goldenCase.dtype(),
                        quantity,
                        new Observed(roundings.count(), noise, goldenCase.id()));
            });
        });
    }

    private static String quantity(String name) {
        return name.equals(Truth.OUTPUT) ? name : "grad." + name;
    }

    private static Map<String, TensorValue> tensors(ExpectedValues values) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>();
        tensors.put(Truth.OUTPUT, values.output());
        values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> tensors.put(name, tensor)));
        return tensors;
    }

    /** The greatest distance from the exact value. */
    private static double distance(TensorValue tensor, TensorTruth exact, Roundings roundings) {
        Allowance allowance = new Allowance(tensor, roundings);
        TruthMeter meter = new TruthMeter(exact.formula(), tensor.dtype());
        double greatest = 0;
        for (int i = 0; i < tensor.size(); i++) {
            double units = meter.units(element(tensor, i), i, allowance.unit(i));
            greatest = Double.isFinite(units) ? Math.max(greatest, units) : greatest;
        }
        return greatest;
    }

    private static double element(TensorValue tensor, int i) {
        return tensor.dtype() == DType.FLOAT64 ? tensor.doubles()[i] : tensor.floats()[i];
    }

    private void addNoise(Noise noise, GoldenData data) {
        for (Noise.OfFile file : noise.files()) {
            file.cases()
                    .forEach((id, moved) -> moved.forEach((quantity, deviation) -> {
                        String where = id + " under " + noise.settings().get(deviation.setting());
                        add(file.loss(), file.dtype(), quantity, new Observed(0, deviation.units(), where));
                    }));
            data.manifest().files().stream()
                    .filter(entry -> entry.loss().equals(file.loss()) && entry.dtype() == file.dtype())
                    .filter(entry -> !entry.sha256().equals(file.sha256()))
                    .forEach(entry -> remarks.add(entry.path() + " has changed since its noise was measured:"
                            + " python -m golden_generator noise --loss " + entry.loss() + " measures it anew"));
        }
    }
}
