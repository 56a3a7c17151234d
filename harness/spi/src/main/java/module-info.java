/** What the author of a port sees; depends on {@code java.base} alone. */
module io.lossparity.spi {
    exports io.lossparity.spi;
}
