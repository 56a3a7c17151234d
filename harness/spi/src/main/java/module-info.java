/** The types that the author of a port uses; depends only on {@code java.base}. */
module io.lossparity.spi {
    exports io.lossparity.spi;
}
