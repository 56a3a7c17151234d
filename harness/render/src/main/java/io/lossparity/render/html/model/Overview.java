package io.lossparity.render.html.model;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The first page: a port and how it did on each loss.
 *
 * @param provenance of what, with what and where
 * @param losses how it did, per loss
 * @param findings the groups of failing cases
 * @param mistakes what is wrong, a line each
 * @param relations what holds of it without golden data
 * @param expected which failures are expected
 * @param above the page over all ports; empty if there is none
 */
public record Overview(
        Provenance provenance,
        List<PortLoss> losses,
        List<Finding> findings,
        List<MistakeClusters> mistakes,
        Relations relations,
        ExpectedFailures expected,
        String above) {
    private static final int MOST_SHOWN = 8;

    /** Makes the lists unmodifiable. */
    public Overview {
        losses = List.copyOf(losses);
        findings = List.copyOf(findings);
        mistakes = List.copyOf(mistakes);
    }

    /** Returns groups that belong to no mistake, one or two per loss; the loss's page has all. */
    public List<Finding> otherFindings() {
        long affected = findings.stream().map(Finding::loss).distinct().count();
        int most = affected > 5 ? 1 : 2;
        Map<String, Integer> shown = new HashMap<>();
        return Finding.others(findings, mistakes.stream().map(MistakeClusters::clusters)).stream()
                .filter(finding -> shown.merge(finding.loss(), 1, Integer::sum) <= most)
                .toList();
    }

    /** Returns the first of what is wrong: as much as a screen holds. */
    public List<MistakeClusters> firstMistakes() {
        return mistakes.subList(0, Math.min(MOST_SHOWN, mistakes.size()));
    }

    /** Returns the rest of what is wrong. */
    public List<MistakeClusters> otherMistakes() {
        return mistakes.subList(firstMistakes().size(), mistakes.size());
    }

    /** Returns the page of a loss; empty if it has none. */
    public String page(String loss) {
        return losses.stream()
                .filter(each -> each.loss().equals(loss))
                .map(PortLoss::page)
                .findFirst()
                .orElse("");
    }

    /** Returns the decision in words. */
    public String decision() {
        boolean asExpected = provenance.footer().asExpected();
        if (provenance.footer().conforms()) {
            return asExpected ? "Conforms" : "Not as expected";
        }
        return asExpected ? "Fails as expected" : "Does not conform";
    }
}
