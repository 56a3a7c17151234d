/** Reports as data: the JSON stream of a run, and comparisons computed from it. */
module io.lossparity.report {
    requires transitive io.lossparity.kit;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires json.schema;

    exports io.lossparity.report.budget to
            io.lossparity.cli,
            io.lossparity.render;
    exports io.lossparity.report.diff to
            io.lossparity.cli,
            io.lossparity.render;
    exports io.lossparity.report.kills to
            io.lossparity.cli,
            io.lossparity.mutants;
    exports io.lossparity.report.peers to
            io.lossparity.cli,
            io.lossparity.render;
    exports io.lossparity.report.stream to
            io.lossparity.cli,
            io.lossparity.mutants,
            io.lossparity.render,
            io.lossparity.suite;

    opens io.lossparity.report.budget to
            com.fasterxml.jackson.databind;
    opens io.lossparity.report.stream to
            com.fasterxml.jackson.databind;
}
