/** The conformance kit: reads fixtures, runs a port, compares, and judges. */
module io.lossparity.kit {
    requires transitive io.lossparity.spi;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires commons.math3;

    exports io.lossparity.kit.compare;
    exports io.lossparity.kit.fixture;
    exports io.lossparity.kit.run;
    exports io.lossparity.kit.verdict;

    opens io.lossparity.kit.compare to
            com.fasterxml.jackson.databind;
}
