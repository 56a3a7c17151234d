/** What the author of a port sees; depends only on {@code java.base}. */
module io.lossparity.spi {
    exports io.lossparity.spi;
}
