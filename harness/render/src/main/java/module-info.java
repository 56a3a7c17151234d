/** Makes HTML, Markdown, JUnit XML, badges and text from reports as data. */
module io.lossparity.render {
    requires transitive io.lossparity.report;
    requires ascii.table;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires gg.jte.runtime;
    requires java.xml;

    exports io.lossparity.render to
            io.lossparity.cli;
    exports io.lossparity.render.badge to
            io.lossparity.cli;
    exports io.lossparity.render.budget to
            io.lossparity.cli;
    exports io.lossparity.render.diff to
            io.lossparity.cli;
    exports io.lossparity.render.html to
            io.lossparity.cli;
    exports io.lossparity.render.junit to
            io.lossparity.cli;
    exports io.lossparity.render.markdown to
            io.lossparity.cli;
    exports io.lossparity.render.peers to
            io.lossparity.cli;
    exports io.lossparity.render.text to
            io.lossparity.cli;
}
