/** Reports for people, made from the versioned JSON stream of a run. */
module io.lossparity.report {
    requires transitive io.lossparity.kit;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires gg.jte.runtime;
    requires java.xml;

    exports io.lossparity.report;
    exports io.lossparity.report.badge;
    exports io.lossparity.report.budget;
    exports io.lossparity.report.diff;
    exports io.lossparity.report.html;
    exports io.lossparity.report.junit;
    exports io.lossparity.report.markdown;
    exports io.lossparity.report.peers;
}
