package io.lossparity.mutants.losses;

import io.lossparity.kit.signature.Signatures;
import io.lossparity.mutants.Behaviour;
import io.lossparity.mutants.Calls;
import io.lossparity.mutants.Mutant;
import io.lossparity.mutants.formula.Constant;
import io.lossparity.mutants.formula.Formula;
import io.lossparity.mutants.formula.FormulaBehaviour;
import io.lossparity.mutants.formula.Inexact;
import io.lossparity.mutants.formula.Knob;
import io.lossparity.mutants.formula.Mistake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mutants of one loss: its own mistakes first, then those that any loss may have. */
public final class Catalogue {
    private final String loss;
    private final Formula formula;
    private final List<Mutant> own = new ArrayList<>();
    private final List<Constant> constants = new ArrayList<>();
    private final Map<String, String> equivalents = new LinkedHashMap<>();

    /** Starts a catalogue with every mistake of a formula. */
    Catalogue(String loss, Formula formula, Mistake... mistakes) {
        this.loss = loss;
        this.formula = formula;
        for (Mistake mistake : mistakes) {
            with(mistake.slug(), mistake.words(), new FormulaBehaviour(formula, mistake));
        }
    }

    /** Adds functions of the formula that have an error. */
    Catalogue inexact(Inexact... functions) {
        for (Inexact function : functions) {
            with(function.slug(), function.words(), new FormulaBehaviour(formula, function));
        }
        return this;
    }

    /** Adds the wrong values of constants and comparisons of the formula. */
    Catalogue varying(Knob... knobs) {
        for (Knob knob : knobs) {
            if (knob instanceof Constant constant) {
                constants.add(constant);
            }
            knob.mistakes()
                    .forEach(mistake -> with(mistake.slug(), mistake.words(), new FormulaBehaviour(formula, mistake)));
        }
        return this;
    }

    /** Adds a mistake that is not one of a formula. */
    Catalogue with(String slug, String words, Behaviour behaviour) {
        own.add(new Mutant(loss + "/" + slug, loss, words, behaviour));
        return this;
    }

    /** Adds other defaults of a parameter, which are mistakes. */
    Catalogue defaulting(String param, Object... wrong) {
        Object right = Signatures.bundled().initial(loss, param);
        for (Object value : wrong) {
            with(
                    WrongDefaults.slug(param, value),
                    WrongDefaults.words(param, right, value),
                    Calls.when(call -> !call.params().containsKey(param), call -> Calls.withParam(call, param, value)));
        }
        return this;
    }

    /** Leaves out a common mistake that makes no difference to this loss. */
    Catalogue equivalent(String slug, String reason) {
        equivalents.put(loss + "/" + slug, reason);
        return this;
    }

    /** Returns the ids of the common mistakes that make no difference to this loss, each with the reason. */
    public Map<String, String> equivalents() {
        return Collections.unmodifiableMap(equivalents);
    }

    /** Returns the class name in {@code torch.nn}. */
    public String loss() {
        return loss;
    }

    /** Returns the formula without a mistake. */
    public Formula formula() {
        return formula;
    }

    /** Returns the constants of the formula that may be wrong. */
    public List<Constant> constants() {
        return List.copyOf(constants);
    }

    /** Returns the mistakes of this loss alone. */
    public List<Mutant> own() {
        return List.copyOf(own);
    }

    /** Returns every mutant. */
    public List<Mutant> mutants() {
        List<Mutant> all = new ArrayList<>(own);
        CommonMutants.of(loss).stream()
                .filter(mutant -> !equivalents.containsKey(mutant.id()))
                .forEach(all::add);
        return List.copyOf(all);
    }
}
