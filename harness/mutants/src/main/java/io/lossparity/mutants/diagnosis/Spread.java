package io.lossparity.mutants.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts cases in such an order that the first of them show as many values of as many axes as can be. */
final class Spread {
    /** Of ids of cases, those of typical values come first, then the shortest. */
    static final Comparator<String> PLAINEST =
            Comparator.comparing((String id) -> !id.endsWith("/typical")).thenComparing(String::length);

    private Spread() {}

    /** Returns the places of the ids, of which each part between slashes is an axis's value; ties keep their order. */
    static List<Integer> order(List<String> ids, int most) {
        List<String[]> axes = ids.stream().map(id -> id.split("/")).toList();
        Map<String, Integer> seen = new HashMap<>();
        boolean[] taken = new boolean[ids.size()];
        List<Integer> order = new ArrayList<>();
        while (order.size() < Math.min(most, ids.size())) {
            int best = -1;
            double newest = -1;
            for (int i = 0; i < taken.length; i++) {
                double news = taken[i] ? -1 : news(axes.get(i), seen);
                if (news > newest) {
                    best = i;
                    newest = news;
                }
            }
            taken[best] = true;
            order.add(best);
            for (String value : axes.get(best)) {
                seen.merge(value, 1, Integer::sum);
            }
        }
        return order;
    }

    private static double news(String[] values, Map<String, Integer> seen) {
        double news = 0;
        for (String value : values) {
            news += 1.0 / (1 + seen.getOrDefault(value, 0));
        }
        return news;
    }
}
