package io.lossparity.render.html.model;

import io.lossparity.report.stream.ReportFooter;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.report.stream.RunReport;
import java.util.ArrayList;
import java.util.List;

/**
 * The port, the data and the machine of a run.
 *
 * @param header the report's first line
 * @param footer the report's last line
 */
public record Provenance(ReportHeader header, ReportFooter footer) {
    static Provenance of(RunReport report) {
        return new Provenance(report.header(), report.footer());
    }

    /**
     * A line of a table.
     *
     * @param name the name of the entry
     * @param value the value of the entry
     */
    public record Entry(String name, String value) {}

    /** Returns the port's name and version. */
    public String port() {
        return header.port().name() + " " + header.port().version();
    }

    /** Returns everything that is known. */
    public List<Entry> entries() {
        ReportHeader.Data data = header.data();
        ReportHeader.Platform platform = header.platform();
        List<Entry> entries = new ArrayList<>(List.of(
                new Entry("Port", port()),
                new Entry("Reference", "PyTorch " + data.torch()),
                new Entry(
                        "Golden data",
                        data.dataVersion() + ", format " + data.formatVersion() + ", generator "
                                + data.generatorVersion()),
                new Entry("Manifest (SHA-256)", data.manifestSha256()),
                new Entry("Java", platform.java() + ", " + platform.vm()),
                new Entry("System", platform.os() + ", " + platform.arch()),
                new Entry("Run", header.startedAt() + " to " + footer.finishedAt())));
        if (header.port().capabilities() != null) {
            entries.add(
                    1,
                    new Entry("Declared support", header.port().capabilities().text()));
        }
        if (header.port().environment() != null) {
            entries.add(1, new Entry("Computes with", header.port().environment()));
        }
        add(entries, "Losses", header.selection().losses());
        add(entries, "Types", header.selection().dtypes());
        add(entries, "Case patterns", header.selection().cases());
        add(entries, "Flags", header.selection().flags());
        return entries;
    }

    /** Returns whether only some of the cases were run. */
    public boolean partial() {
        ReportHeader.Selection selection = header.selection();
        return !(selection.losses().isEmpty()
                && selection.dtypes().isEmpty()
                && selection.cases().isEmpty()
                && selection.flags().isEmpty());
    }

    private static void add(List<Entry> entries, String name, List<String> selected) {
        if (!selected.isEmpty()) {
            entries.add(new Entry(name + " asked for", String.join(", ", selected)));
        }
    }
}
