package io.lossparity.mutants.diagnosis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Wrong elements that are related to the right ones in one way where something is true, and in another elsewhere. */
final class Split {
    private static final int LEAST = 6;
    private static final String WRONG = " wrong elements";

    private Split() {}

    /** Returns what the wrong elements are in words; empty if no statement splits them so that one part is known. */
    static Optional<String> of(List<ElementView> tensors, boolean gradient) {
        Map<ElementView, List<Set<String>>> said = new LinkedHashMap<>();
        tensors.forEach(tensor -> said.put(tensor, DiagnosedElements.said(tensor)));
        Set<String> statements = new LinkedHashSet<>();
        said.values().forEach(each -> each.forEach(statements::addAll));
        Optional<String> half = Optional.empty();
        int all = size(tensors);
        for (String statement : statements) {
            List<ElementView> within = part(said, statement, true);
            List<ElementView> without = part(said, statement, false);
            if (size(within) < LEAST || size(without) < LEAST) {
                continue;
            }
            Optional<String> here = Ratio.exact(within, gradient);
            Optional<String> elsewhere = here.isEmpty() ? Optional.empty() : Ratio.exact(without, gradient);
            if (elsewhere.isPresent() && !elsewhere.equals(here)) {
                return Optional.of(here.get() + " where " + statement + ", and " + elsewhere.get() + " elsewhere");
            }
            int met = size(within);
            if (half.isEmpty() && 2 * met >= all) {
                String share = ", in " + met + " of " + all + WRONG;
                half = here.map(is -> is + " where " + statement + (is.endsWith(WRONG) ? "" : share));
            }
        }
        return half;
    }

    private static List<ElementView> part(Map<ElementView, List<Set<String>>> said, String statement, boolean within) {
        List<ElementView> parts = new ArrayList<>();
        said.forEach((tensor, each) -> {
            BitSet wrong = new BitSet();
            tensor.wrong().stream()
                    .filter(i -> i < each.size() && each.get(i).contains(statement) == within)
                    .forEach(wrong::set);
            if (!wrong.isEmpty()) {
                parts.add(new ElementView(tensor.call(), tensor.shape(), tensor.right(), tensor.given(), wrong));
            }
        });
        return parts;
    }

    private static int size(List<ElementView> tensors) {
        return tensors.stream().mapToInt(tensor -> tensor.wrong().cardinality()).sum();
    }
}
