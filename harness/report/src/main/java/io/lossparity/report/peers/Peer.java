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
 * The parts of a port's report that a comparison with other ports needs.
 *
 * @param label the port's name among its peers
 * @param header the report's header
 * @param footer the report's footer
 * @param totals the counts and worst errors
 * @param outcomes the outcome of each case, by id
 */
public record Peer(
        String label, ReportHeader header, ReportFooter footer, Totals totals, Map<String, CaseOutcome> outcomes) {
    /** Makes the map unmodifiable. */
    public Peer {
        outcomes = Collections.unmodifiableMap(outcomes);
    }

    /** Takes the needed parts from a report; the label is the port's name. */
    public static Peer of(RunReport report) {
        return of(report.header(), report.cases(), report.footer());
    }

    /** Makes a peer from the parts of a report; the label is the port's name. */
    public static Peer of(ReportHeader header, List<CaseLine> cases, ReportFooter footer) {
        Map<String, CaseOutcome> outcomes = new LinkedHashMap<>();
        cases.forEach(line -> outcomes.put(line.id(), CaseOutcome.of(line)));
        return new Peer(header.port().name(), header, footer, ReportTotals.of(cases), outcomes);
    }

    /** Returns the same port with another label. */
    public Peer called(String name) {
        return new Peer(name, header, footer, totals, outcomes);
    }

    /** Returns the port's name and version. */
    public String nameAndVersion() {
        return header.port().name() + " " + header.port().version();
    }

    /** Returns whether the port conforms. */
    public boolean conforms() {
        return footer.conforms();
    }

    /** Returns whether the port conforms, or fails only as its expectations file says. */
    public boolean asExpected() {
        return footer.asExpected();
    }
}
