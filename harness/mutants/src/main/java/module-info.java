/** Wrong losses, what they say about the suite, and what they say about a port that fails. */
module io.lossparity.mutants {
    requires transitive io.lossparity.kit;
    requires transitive io.lossparity.spi;

    exports io.lossparity.mutants;
    exports io.lossparity.mutants.diagnosis;
    exports io.lossparity.mutants.formula;
    exports io.lossparity.mutants.losses;
    exports io.lossparity.mutants.matrix;
}
