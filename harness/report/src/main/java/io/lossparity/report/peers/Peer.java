package io.lossparity.report.peers;

import io.lossparity.kit.verdict.Totals;
import io.lossparity.report.stream.CaseLine;
import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.ReportTotals;
import io.lossparity.report.stream.RunReport;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * So much of a port's report as it takes to set it beside others.
 *
 * @param label what the port is called among its peers
 * @param header the report's header
 * @param footer the report's footer
 * @param totals the counts and worst errors
 * @param outcomes what came of each case, by its id
 */
public record Peer(
        String label, ReportHeader header, ReportFooter footer, Totals totals, Map<String, CaseOutcome> outcomes) {
    /** Makes the map unmodifiable. */
    public Peer {
        outcomes = Collections.unmodifiableMap(outcomes);
    }

    /** Takes from a report what is needed; the port is called by its name. */
    public static Peer of(RunReport report) {
        return of(report.header(), report.cases(), report.footer());
    }

    /** Takes from the parts of a report what is needed; the port is called by its name. */
    public static Peer of(ReportHeader header, List<CaseLine> cases, ReportFooter footer) {
        Map<String, CaseOutcome> outcomes = new LinkedHashMap<>();
        cases.forEach(line -> outcomes.put(line.id(), CaseOutcome.of(line)));
        return new Peer(header.port().name(), header, footer, ReportTotals.of(cases), outcomes);
    }

    /** Returns the same port called otherwise. */
    public Peer called(String name) {
        return new Peer(name, header, footer, totals, outcomes);
    }

    /** Returns the port's name and version. */
    public String nameAndVersion() {
        return header.port().name() + " " + header.port().version();
    }

    /** Returns whether every case that the port has passed. */
    public boolean conforms() {
        return footer.conforms();
    }

    /** Returns whether the gate lets the port pass: it conforms, or fails as its expectations file says. */
    public boolean asExpected() {
        return footer.asExpected();
    }
}
