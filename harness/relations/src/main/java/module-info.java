/** Properties that a loss has for all inputs, which need no golden data. */
module io.lossparity.relations {
    requires transitive io.lossparity.kit;
    requires transitive io.lossparity.spi;

    exports io.lossparity.relations to
            io.lossparity.cli,
            io.lossparity.junit;
}
