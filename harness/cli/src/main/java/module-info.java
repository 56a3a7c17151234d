/** The command line. */
module io.lossparity.cli {
    requires ascii.table;
    requires info.picocli;
    requires io.lossparity.bench;
    requires io.lossparity.host;
    requires io.lossparity.kit;
    requires io.lossparity.mutants;
    requires io.lossparity.relations;
    requires io.lossparity.render;
    requires io.lossparity.report;
    requires io.lossparity.spi;
    requires io.lossparity.suite;
    requires java.compiler;
    requires java.management;
    requires me.tongfei.progressbar;
    requires org.apache.commons.text;

    opens io.lossparity.cli to
            info.picocli;
}
