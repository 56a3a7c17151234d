/** The conformance kit: reads fixtures, runs a port, compares, judges, and reports. */
module io.lossparity.kit {
    requires transitive io.lossparity.spi;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires json.schema;
    requires commons.math3;
    requires ascii.table;
    requires static org.junit.jupiter.api;
    requires static org.junit.jupiter.params;
    requires static org.junit.platform.commons;
    requires static org.junit.platform.engine;
    requires static org.opentest4j;

    exports io.lossparity.kit.capability;
    exports io.lossparity.kit.check;
    exports io.lossparity.kit.compare;
    exports io.lossparity.kit.expect;
    exports io.lossparity.kit.coverage;
    exports io.lossparity.kit.fixture;
    exports io.lossparity.kit.input;
    exports io.lossparity.kit.json;
    exports io.lossparity.kit.junit;
    exports io.lossparity.kit.process;
    exports io.lossparity.kit.relation;
    exports io.lossparity.kit.report;
    exports io.lossparity.kit.report.budget;
    exports io.lossparity.kit.report.diff;
    exports io.lossparity.kit.report.kills;
    exports io.lossparity.kit.report.peers;
    exports io.lossparity.kit.run;
    exports io.lossparity.kit.shard;
    exports io.lossparity.kit.smoke;
    exports io.lossparity.kit.text;
    exports io.lossparity.kit.tolerance;
    exports io.lossparity.kit.verdict;

    uses io.lossparity.spi.LossPort;

    opens io.lossparity.kit.compare to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.report.kills to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.coverage to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.process to
            com.fasterxml.jackson.databind;
    opens io.lossparity.kit.junit to
            org.junit.platform.commons;
}
