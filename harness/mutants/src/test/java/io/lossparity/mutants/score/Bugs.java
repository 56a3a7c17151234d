package io.lossparity.mutants.score;

import io.lossparity.mutants.Behaviour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All bugs of the table, by id. */
final class Bugs {
    private Bugs() {}

    static Map<String, Behaviour> all() {
        Map<String, Behaviour> all = new LinkedHashMap<>();
        List.of(
                        BceBugs.shared(),
                        PairBugs.shared(),
                        ClassBugs.shared(),
                        SequenceBugs.shared(),
                        PublicElementBugs.all(),
                        PublicClassBugs.all(),
                        PublicSequenceBugs.all(),
                        SeveralBugs.all(),
                        FreshElementBugs.all(),
                        FreshRowBugs.all())
                .forEach(bugs -> bugs.forEach((id, bug) -> {
                    if (all.put(id, bug) != null) {
                        throw new IllegalStateException("two bugs are named " + id);
                    }
                }));
        return all;
    }
}
