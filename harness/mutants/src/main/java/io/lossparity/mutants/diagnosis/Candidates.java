package io.lossparity.mutants.diagnosis;

import io.lossparity.kit.signature.LossSignature;
import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.formula.Hinge;
import io.lossparity.mutants.losses.Catalogue;
import io.lossparity.mutants.losses.MutantLibrary;
import io.lossparity.mutants.sketch.Changes;
import io.lossparity.mutants.sketch.Families;
import io.lossparity.mutants.sketch.Family;
import io.lossparity.spi.LossCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a loss may have wrong beyond the mistakes of the library: slips, changed formulas, and numbers to be found. */
final class Candidates {
    private static final int LEAST_CASES = 3;

    private Candidates() {}

    /** Returns them for some failing cases of a loss. */
    static List<Mutant> of(String loss, List<View> failing) {
        List<LossCall> calls =
                failing.stream().map(view -> view.answer().call()).toList();
        List<Family> families = new ArrayList<>(Families.of(loss, numbers(loss)));
        List<Mutant> all = new ArrayList<>(Slips.of(loss, calls));
        MutantLibrary.catalogues().stream()
                .filter(catalogue -> catalogue.loss().equals(loss))
                .forEach(catalogue -> {
                    families.addAll(constants(catalogue));
                    all.addAll(hinges(catalogue));
                });
        // One number is some function of any other.
        if (failing.size() >= LEAST_CASES) {
            all.addAll(Afterwards.of(loss));
        }
        all.addAll(Changes.of(loss));
        all.addAll(Solved.of(families, failing));
        return all;
    }

    private static List<Family> constants(Catalogue catalogue) {
        return Families.ofConstants(catalogue.loss(), catalogue.formula(), catalogue.constants());
    }

    private static List<Mutant> hinges(Catalogue catalogue) {
        return Arrays.stream(Hinge.values())
                .map(hinge -> new Mutant(
                        catalogue.loss() + "/" + hinge.slug(),
                        catalogue.loss(),
                        hinge.words(),
                        new FormulaBehaviour(catalogue.formula(), hinge)))
                .toList();
    }

    /** Returns the names of the parameters that are numbers. */
    private static List<String> numbers(String loss) {
        return Signatures.bundled().of(loss).stream()
                .flatMap(signature -> signature.parameters().stream())
                .filter(parameter -> parameter.kind().equals("number"))
                .map(LossSignature.Parameter::name)
                .toList();
    }
}
