/** Wrong losses, what they say about the suite, and what they say about a port that fails. */
module io.lossparity.mutants {
    requires transitive io.lossparity.kit;
    requires transitive io.lossparity.report;
    requires transitive io.lossparity.spi;

    exports io.lossparity.mutants.diagnosis to
            io.lossparity.cli;
    exports io.lossparity.mutants.losses to
            io.lossparity.cli;
    exports io.lossparity.mutants.matrix to
            io.lossparity.cli;
}
