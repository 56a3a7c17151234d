package io.lossparity.mutants.score;

import static io.lossparity.mutants.score.Ways.asking;
import static io.lossparity.mutants.score.Ways.reduces;
import static io.lossparity.mutants.score.Ways.together;
import static io.lossparity.mutants.score.Ways.where;

import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Outcomes;
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
        return Map.of(
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
                        reduced("mean", "sum")));
    }

    private static Behaviour with(String param, Object value) {
        return asking(call -> Calls.withParam(call, param, value));
    }

    private static Behaviour reduced(String from, String to) {
        return where(call -> reduces(call, from), asking(call -> Calls.withReduction(call, to)));
    }
}
