/** Measures the speed of our losses beside PyTorch's. */
module io.lossparity.bench {
    requires info.picocli;
    requires io.lossparity.impl;
    requires java.management;

    exports io.lossparity.bench to
            io.lossparity.cli;

    opens io.lossparity.bench to
            info.picocli;
}
