package io.lossparity.render.html.model;

import io.lossparity.kit.verdict.Distances;
import io.lossparity.kit.verdict.LossTotals;
import io.lossparity.render.text.WhatIsWrong;
import io.lossparity.report.stream.CaseAxes;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.DiagnosisLine;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A port's report, sorted by loss.
 *
 * @param provenance of what, with what and where
 * @param losses per loss what its page shows, in the order of the golden data
 * @param mistakes what is wrong, a line each
 * @param diagnoses which known mistakes explain the cases that failed
 * @param relations what holds of it without golden data
 * @param relationsOf the same of one loss
 * @param expected which failures are expected
 * @param expectedOf the same of one loss
 */
public record PortReport(
        Provenance provenance,
        List<LossCases> losses,
        List<WhatIsWrong> mistakes,
        Diagnoses diagnoses,
        Relations relations,
        Function<String, Relations> relationsOf,
        ExpectedFailures expected,
        Function<String, ExpectedFailures> expectedOf) {
    /** Makes the list unmodifiable. */
    public PortReport {
        losses = List.copyOf(losses);
        mistakes = List.copyOf(mistakes);
    }

    private static final int MOST_UNDIAGNOSED = 3;

    /**
     * The cases of a loss.
     *
     * @param totals the counts
     * @param axes where each case lies
     * @param findings what those that did not pass have in common
     */
    public record LossCases(PortLoss totals, List<CaseAxes> axes, List<Finding> findings) {
        /** Makes the lists unmodifiable. */
        public LossCases {
            axes = List.copyOf(axes);
            findings = List.copyOf(findings);
        }

        /** Returns the lines. */
        public List<CaseLine> lines() {
            return axes.stream().map(CaseAxes::line).toList();
        }

        /** Returns the coverage matrix. */
        public Coverage coverage() {
            return Coverage.of(axes);
        }

        /** Returns the errors in numbers. */
        public List<Distribution> distributions() {
            return Distribution.of(lines());
        }

        /** Returns how far port and PyTorch are from the truth: the output first, then the gradients. */
        public List<Distances> distances() {
            Comparator<Distances> outputFirst =
                    Comparator.comparing(each -> each.tensor().startsWith("grad."));
            return ReportTotals.distances(lines()).stream()
                    .sorted(outputFirst.thenComparing(Distances::tensor).thenComparing(Distances::dtype))
                    .toList();
        }
    }

    /**
     * Sorts a report.
     *
     * @param report the report
     * @param pageOf the name of a loss's page
     */
    public static PortReport of(RunReport report, Function<String, String> pageOf) {
        Map<String, List<CaseLine>> byLoss = report.cases().stream()
                .collect(Collectors.groupingBy(CaseLine::loss, TreeMap::new, Collectors.toList()));
        Map<String, LossTotals> totals = ReportTotals.of(report.cases()).byLoss();
        List<LossCases> losses = new ArrayList<>();
        byLoss.forEach((loss, lines) -> {
            String page = pageOf.apply(loss);
            List<CaseAxes> axes = lines.stream().map(CaseAxes::of).toList();
            losses.add(new LossCases(new PortLoss(totals.get(loss), page), axes, Findings.of(loss, page, axes)));
        });
        return new PortReport(
                Provenance.of(report),
                losses,
                mistakes(report, losses),
                Diagnoses.of(report, byLoss.keySet(), pageOf),
                Relations.of(report),
                loss -> Relations.of(report, loss),
                ExpectedFailures.of(report, pageOf),
                loss -> ExpectedFailures.of(report, pageOf, loss));
    }

    private static List<WhatIsWrong> mistakes(RunReport report, List<LossCases> losses) {
        Set<String> diagnosed =
                report.diagnoses().stream().map(DiagnosisLine::loss).collect(Collectors.toSet());
        List<WhatIsWrong> others = losses.stream()
                .filter(loss -> !diagnosed.contains(loss.totals().loss()))
                .flatMap(loss -> loss.findings().stream().limit(MOST_UNDIAGNOSED))
                .map(Finding::mistake)
                .toList();
        UnaryOperator<String> exampleOf = name -> losses.stream()
                .filter(loss -> loss.totals().loss().equals(name))
                .flatMap(loss -> loss.findings().stream())
                .map(Finding::exampleId)
                .findFirst()
                .orElse("");
        return WhatIsWrong.of(report.diagnoses(), report.relations(), others, exampleOf);
    }

    /**
     * Returns the first page.
     *
     * @param above the page over all ports; empty if there is none
     */
    public Overview overview(String above) {
        return new Overview(
                provenance,
                totals().stream().sorted(Comparator.comparing(PortLoss::loss)).toList(),
                losses.stream().flatMap(loss -> loss.findings().stream()).toList(),
                mistakes.stream().map(this::withClusters).toList(),
                relations,
                expected,
                above);
    }

    private MistakeClusters withClusters(WhatIsWrong mistake) {
        return losses.stream()
                .filter(loss -> loss.totals().loss().equals(mistake.loss()))
                .findFirst()
                .map(loss -> MistakeClusters.of(mistake, loss.findings()))
                .orElseGet(() -> new MistakeClusters(mistake, List.of()));
    }

    /** Returns the counts of every loss. */
    public List<PortLoss> totals() {
        return losses.stream().map(LossCases::totals).toList();
    }

    /** Returns the pages' names, without any twice. */
    public static Function<String, String> pageNames() {
        Map<String, String> names = new LinkedHashMap<>();
        return loss -> names.computeIfAbsent(loss, l -> {
            String name = l.replaceAll("[^A-Za-z0-9_-]", "_");
            return (names.containsValue(name + ".html") || name.equals("index") ? name + "-" + names.size() : name)
                    + ".html";
        });
    }
}
