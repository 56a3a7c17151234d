package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.shape;
import static io.lossparity.mutants.score.Ways.together;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
import io.lossparity.spi.LossCall;
import io.lossparity.spi.TensorValue;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Two or three bugs in one loss. */
final class SeveralBugs {
    private SeveralBugs() {}

    static Map<String, Behaviour> all() {
        Map<String, Behaviour> bce = BceBugs.shared();
        Map<String, Behaviour> elements = PublicElementBugs.all();
        Map<String, Behaviour> classes = PublicClassBugs.all();
        Map<String, Behaviour> sequences = PublicSequenceBugs.all();
        Behaviour incomingIgnored =
                where(call -> call.gradOutput().isPresent(), asking(call -> Ways.incomingAll(call, 1)));
        Behaviour withoutEps = with("eps", 0.0);
        Behaviour withoutSwap = with("swap", false);
        Map<String, Behaviour> all = new LinkedHashMap<>(Map.of(
                "pair-triplet",
                together(withoutEps, withoutSwap),
                "pair-bce",
                together(asking(call -> Calls.withParam(call, "weight", null)), bce.get("dl4j3247")),
                "pair-ce",
                together(incomingIgnored, classes.get("mmseg546")),
                "pair-smooth",
                together(reduced("mean", "sum"), incomingIgnored),
                "pair-ctc",
                together(sequences.get("crnn4"), SequenceBugs.shared().get("pytorch16199")),
                "pair-ranking",
                together(with("margin", 0.0), reduced("sum", "mean")),
                "triple-triplet",
                together(withoutEps, withoutSwap, with("p", 2.0)),
                "triple-kl",
                together(PairBugs.shared().get("kl-batchmean"), reduced("sum", "mean"), elements.get("pytorch89558")),
                "triple-poisson",
                together(reduced("mean", "sum"), elements.get("pytorch28575"), elements.get("pytorch3336")),
                "triple-hinge",
                together(
                        elements.get("pytorch1378"),
                        Outcomes.gradients(name -> true, g -> -g),
                        reduced("mean", "sum"))));
        all.put("pair-labels", where(call -> shape(call, "target").length == 2, asking(SeveralBugs::eachLabelOnce)));
        return all;
    }

    /** All labels of a row are read, also behind a -1, and each of them once. */
    private static LossCall eachLabelOnce(LossCall call) {
        TensorValue target = call.tensor("target");
        int classes = target.shape()[1];
        long[] changed = new long[target.size()];
        Arrays.fill(changed, -1);
        for (int row = 0; row < target.shape()[0]; row++) {
            long[] labels = Arrays.stream(target.longs(), row * classes, (row + 1) * classes)
                    .filter(y -> y >= 0)
                    .distinct()
                    .toArray();
            System.arraycopy(labels, 0, changed, row * classes, labels.length);
        }
        return Calls.withInput(call, "target", TensorValue.ofLongs(target.shape(), changed));
    }

    private static Behaviour with(String param, Object value) {
        return asking(call -> Calls.withParam(call, param, value));
    }

    private static Behaviour reduced(String from, String to) {
        return where(call -> reduces(call, from), asking(call -> Calls.withReduction(call, to)));
    }
}
