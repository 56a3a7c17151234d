package io.lossparity.cli;

import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import picocli.CommandLine.IVersionProvider;

/** The versions of the command line and of the golden data that comes with it. */
final class VersionProvider implements IVersionProvider {
    VersionProvider() {}

    @Override
    public String[] getVersion() {
        String own = Main.class.getPackage().getImplementationVersion();
        Manifest manifest = GoldenData.bundled().manifest();
        return new String[] {
            "lossparity " + (own == null ? "(not packaged)" : own),
            "golden data " + manifest.dataVersion() + " of PyTorch "
                    + manifest.reference().torch() + ", " + manifest.totals().cases() + " cases",
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name"),
            "our losses: " + new PortSource("lossparity").open().environment()
        };
    }
}
