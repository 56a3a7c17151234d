package io.lossparity.kit.expect;

import io.lossparity.kit.text.Glob;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds patterns that cover the given ids and no others. */
final class PatternFinder {
    private final List<String> allIds;
    private final int cap;

    /**
     * Makes a finder.
     *
     * @param allIds all existing ids
     * @param cap how many ids a pattern may cover
     */
    PatternFinder(Collection<String> allIds, int cap) {
        this.allIds = List.copyOf(allIds);
        this.cap = cap;
    }

    /** Returns patterns that cover each of the ids exactly once and no other id, the widest first. */
    List<String> cover(Collection<String> ids) {
        Set<String> open = new LinkedHashSet<>(ids);
        List<String> patterns = new ArrayList<>();
        while (!open.isEmpty()) {
            String first = open.iterator().next();
            String pattern = widened(first, open);
            Glob glob = new Glob(pattern);
            open.removeIf(glob::matches);
            patterns.add(pattern);
        }
        return patterns;
    }

    /**
     * Replaces segments of the id by a wildcard as long as the pattern covers only open ids: the dtype first, then
     * others. The loss stays, also of a relation, because a run has only some of the possible ids.
     */
    private String widened(String id, Set<String> open) {
        int named = Expectation.aboutRelations(id) ? 2 : 1;
        String loss = id.substring(0, id.indexOf('/', named == 2 ? id.indexOf('/') + 1 : 0) + 1);
        List<String> closed = allIds.stream()
                .filter(other -> other.startsWith(loss) && !open.contains(other))
                .toList();
        String[] segments = id.split("/", -1);
        for (int i = named; i < segments.length; i++) {
            String before = segments[i];
            segments[i] = "*";
            Glob wider = new Glob(joined(segments));
            boolean tooWide = closed.stream().anyMatch(wider::matches)
                    || open.stream().filter(wider::matches).count() > cap;
            if (tooWide) {
                segments[i] = before;
            }
        }
        return joined(segments);
    }

    private static String joined(String[] segments) {
        String pattern = String.join("/", segments);
        while (pattern.contains("*/*")) {
            pattern = pattern.replace("*/*", "*");
        }
        return pattern;
    }
}
