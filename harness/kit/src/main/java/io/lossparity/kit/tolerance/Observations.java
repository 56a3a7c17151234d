package io.lossparity.kit.tolerance;

import io.lossparity.kit.compare.ToleranceRow;
import io.lossparity.kit.compare.ToleranceRow.Measured;
import io.lossparity.kit.compare.Tolerances;
import io.lossparity.kit.compare.TruthMeter;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.ExpectedValues;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Noise;
import io.lossparity.kit.fixture.TensorTruth;
import io.lossparity.kit.fixture.Truth;
import io.lossparity.spi.DType;
import io.lossparity.spi.TensorValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How exact PyTorch is, per loss, element type and quantity: measured by the generator, read from the golden data.
 *
 * <p>Noise of a tensor whose every element is subnormal counts in ulps alone: there a single ulp may be the whole scale.
 */
public final class Observations {
    private final Map<String, Measured> byKey = new TreeMap<>();
    private final Set<String> subnormal = new HashSet<>();
    private final List<String> remarks = new ArrayList<>();

    private Observations() {}

    /**
     * Collects the noise and the truths of the data.
     *
     * @throws io.lossparity.kit.fixture.GoldenDataException if the data is not what its manifest says
     */
    public static Observations of(GoldenData data) {
        Observations observations = new Observations();
        data.forEach(CaseSelection.all(), observations::addTruth);
        Optional<Noise> noise = data.noise();
        noise.ifPresent(found -> observations.addNoise(found, data));
        if (noise.isEmpty()) {
            observations.remarks.add("there is no noise.json: python -m golden_generator noise measures it");
        }
        return observations;
    }

    /** Returns what is to be remarked on the measurements, for example that the data have changed since. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** Returns what a row rests on; empty if nothing was measured of it. */
    public Optional<Measured> of(ToleranceRow row) {
        return of(row.loss(), row.dtype(), row.quantity());
    }

    /**
     * Returns what was measured.
     *
     * @param loss the class name in {@code torch.nn}, or * for the greatest of any loss
     * @param dtype the element type
     * @param quantity {@code output}, {@code grad} for the greatest of any argument, or {@code grad.} and the argument
     */
    public Optional<Measured> of(String loss, DType dtype, String quantity) {
        return byKey.entrySet().stream()
                .filter(entry -> matches(entry.getKey().split(" "), loss, dtype, quantity))
                .map(Map.Entry::getValue)
                .reduce(Measured::max);
    }

    private static boolean matches(String[] key, String loss, DType dtype, String quantity) {
        return (loss.equals(Tolerances.ANY_LOSS) || loss.equals(key[0]))
                && dtype.torchName().equals(key[1])
                && (quantity.equals(key[2]) || (quantity.equals("grad") && key[2].startsWith("grad.")));
    }

    private void add(String loss, DType dtype, String quantity, Measured measured) {
        byKey.merge(loss + " " + dtype.torchName() + " " + quantity, measured, Measured::max);
    }

    private void addTruth(GoldenCase goldenCase) {
        if (!(goldenCase.expected() instanceof ExpectedValues values)) {
            return;
        }
        tensors(values).forEach((name, tensor) -> {
            if (isSubnormal(tensor)) {
                subnormal.add(place(goldenCase.id(), quantity(name)));
            }
        });
        if (values.truth().isEmpty()) {
            return;
        }
        Truth truth = values.truth().get();
        tensors(values).forEach((name, tensor) -> {
            double distance = truth.of(name)
                    .map(exact -> distance(tensor, exact, truth.scales().getOrDefault(name, 0.0), goldenCase.dtype()))
                    .orElse(0.0);
            add(goldenCase.loss(), goldenCase.dtype(), quantity(name), new Measured(0, 0, distance));
        });
    }

    private static String quantity(String name) {
        return name.equals(Truth.OUTPUT) ? name : "grad." + name;
    }

    private static String place(String id, String quantity) {
        return id + " " + quantity;
    }

    /** Whether the greatest finite magnitude is subnormal. */
    private static boolean isSubnormal(TensorValue tensor) {
        double greatest = 0;
        for (double element : elements(tensor)) {
            greatest = Double.isFinite(element) ? Math.max(greatest, Math.abs(element)) : greatest;
        }
        return greatest > 0 && greatest < (tensor.dtype() == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL);
    }

    private static Map<String, TensorValue> tensors(ExpectedValues values) {
        Map<String, TensorValue> tensors = new LinkedHashMap<>();
        tensors.put(Truth.OUTPUT, values.output());
        values.grads().forEach((name, grad) -> grad.ifPresent(tensor -> tensors.put(name, tensor)));
        return tensors;
    }

    /** The greatest finite distance: a special value that differs from the truth is explained by the case's flag. */
    private static double distance(TensorValue tensor, TensorTruth exact, double summed, DType dtype) {
        double[] elements = elements(tensor);
        double scale = Math.max(summed, dtype == DType.FLOAT64 ? Double.MIN_NORMAL : Float.MIN_NORMAL);
        for (double element : elements) {
            scale = Double.isFinite(element) ? Math.max(scale, Math.abs(element)) : scale;
        }
        TruthMeter meter = new TruthMeter(exact.formula(), dtype);
        double greatest = 0;
        for (int i = 0; i < elements.length; i++) {
            double distance = meter.units(elements[i], i, scale);
            greatest = Double.isFinite(distance) ? Math.max(greatest, distance) : greatest;
        }
        return greatest;
    }

    private static double[] elements(TensorValue tensor) {
        double[] elements = new double[tensor.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = tensor.dtype() == DType.FLOAT64 ? tensor.doubles()[i] : tensor.floats()[i];
        }
        return elements;
    }

    private void addNoise(Noise noise, GoldenData data) {
        for (Noise.OfFile file : noise.files()) {
            addNoise(file, "parallel", file.parallel());
            file.cases().forEach((id, moved) -> addNoise(file, id, moved));
            data.manifest().files().stream()
                    .filter(entry -> entry.loss().equals(file.loss()) && entry.dtype() == file.dtype())
                    .filter(entry -> !entry.sha256().equals(file.sha256()))
                    .forEach(entry -> remarks.add(entry.path() + " has changed since its noise was measured:"
                            + " python -m golden_generator noise --loss " + entry.loss() + " measures it anew"));
        }
    }

    private void addNoise(Noise.OfFile file, String id, Map<String, Noise.Deviation> deviations) {
        deviations.forEach((quantity, deviation) -> {
            double scaled = subnormal.contains(place(id, quantity)) ? 0 : deviation.scaled();
            add(file.loss(), file.dtype(), quantity, new Measured(scaled, deviation.ulps(), 0));
        });
    }
}
