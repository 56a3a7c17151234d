/** The start of a virtual machine that runs a port. */
module io.lossparity.host {
    exports io.lossparity.host to
            io.lossparity.cli;
}
