/** Tools for the keepers of the suite: smoke test, coverage, tolerances. */
module io.lossparity.suite {
    requires transitive io.lossparity.kit;
    requires io.lossparity.report;
    requires com.fasterxml.jackson.databind;

    exports io.lossparity.suite.coverage to
            io.lossparity.cli;
    exports io.lossparity.suite.smoke to
            io.lossparity.cli;
    exports io.lossparity.suite.tolerance to
            io.lossparity.cli;

    opens io.lossparity.suite.coverage to
            com.fasterxml.jackson.databind;
}
