/**
 * A port's conformance as tests of the JUnit Platform. A port's author compiles against this module and the SPI only.
 */
module io.lossparity.junit {
    requires transitive io.lossparity.spi;
    requires io.lossparity.kit;
    requires io.lossparity.relations;
    requires static org.junit.platform.commons;
    requires static org.junit.platform.engine;
    requires static org.opentest4j;

    exports io.lossparity.junit;

    opens io.lossparity.junit to
            org.junit.platform.commons;
}
