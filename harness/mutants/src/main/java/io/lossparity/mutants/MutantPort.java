package io.lossparity.mutants;

import io.lossparity.spi.LossCall;
import io.lossparity.spi.LossOutcome;
import io.lossparity.spi.LossPort;

/** A mutant as a port: its own loss is wrong, the others are right. */
public final class MutantPort implements LossPort {
    private final Mutant mutant;
    private final Reference reference;

    /** Makes a port of that mutant, which is right elsewhere as our own losses are. */
    public MutantPort(Mutant mutant) {
        this(mutant, Reference.ofOwnLosses());
    }

    /** Makes a port of that mutant, which shares what the reference remembers with others. */
    public MutantPort(Mutant mutant, Reference reference) {
        this.mutant = mutant;
        this.reference = reference;
    }

    @Override
    public String name() {
        return mutant.id();
    }

    @Override
    public LossOutcome evaluate(LossCall call) {
        return mutant.loss().equals(call.loss()) ? mutant.behaviour().answer(call, reference) : reference.right(call);
    }
}
