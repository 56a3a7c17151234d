package io.lossparity.render.html.model;

import io.lossparity.render.text.WhatIsWrong;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A group of cases that did not pass, and in which the same is wrong.
 *
 * @param loss the loss
 * @param page the loss's page
 * @param mark their verdict
 * @param headline what is wrong, and how often
 * @param evidence an example, and which of them were expected to fail
 * @param exampleId the simplest case that shows it
 * @param ids all of them
 */
public record Finding(
        String loss,
        String page,
        Mark mark,
        String headline,
        List<String> evidence,
        String exampleId,
        Set<String> ids) {
    /** Makes the collections unmodifiable. */
    public Finding {
        evidence = List.copyOf(evidence);
        ids = Set.copyOf(ids);
    }

    /** Returns the groups that have one of these cases. */
    static List<Finding> among(List<Finding> findings, Collection<String> ids) {
        return findings.stream()
                .filter(finding -> !Collections.disjoint(finding.ids, ids))
                .toList();
    }

    /** Returns the groups that are in none of these lists. */
    static List<Finding> others(List<Finding> findings, Stream<List<Finding>> lists) {
        Set<Finding> told = lists.flatMap(List::stream).collect(Collectors.toSet());
        return findings.stream().filter(finding -> !told.contains(finding)).toList();
    }

    /** Returns it in a line. */
    WhatIsWrong mistake() {
        return new WhatIsWrong(loss, headline + (evidence.isEmpty() ? "" : "; " + evidence.get(0)), "", exampleId);
    }
}
