/** The conformance kit: reads golden data, runs a port, compares and judges. */
module io.lossparity.kit {
    requires transitive io.lossparity.spi;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;

    exports io.lossparity.kit.capability to
            io.lossparity.cli,
            io.lossparity.render,
            io.lossparity.report;
    exports io.lossparity.kit.check to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.suite;
    exports io.lossparity.kit.compare to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.mutants,
            io.lossparity.render,
            io.lossparity.report,
            io.lossparity.suite;
    exports io.lossparity.kit.expect to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.report;
    exports io.lossparity.kit.fixture to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.mutants,
            io.lossparity.suite;
    exports io.lossparity.kit.input to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.report;
    exports io.lossparity.kit.process to
            io.lossparity.cli;
    exports io.lossparity.kit.relation to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.relations,
            io.lossparity.render,
            io.lossparity.report;
    exports io.lossparity.kit.run to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.mutants,
            io.lossparity.relations,
            io.lossparity.suite;
    exports io.lossparity.kit.signature to
            io.lossparity.cli,
            io.lossparity.mutants,
            io.lossparity.relations,
            io.lossparity.render,
            io.lossparity.suite;
    exports io.lossparity.kit.text to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.relations,
            io.lossparity.render,
            io.lossparity.report,
            io.lossparity.suite;
    exports io.lossparity.kit.verdict to
            io.lossparity.cli,
            io.lossparity.junit,
            io.lossparity.mutants,
            io.lossparity.render,
            io.lossparity.report;

    uses io.lossparity.spi.LossPort;

    opens io.lossparity.kit.capability to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.compare to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.process to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.relation to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.signature to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.verdict to
            com.fasterxml.jackson.databind;
}
