package io.lossparity.cli;

import io.lossparity.kit.capability.DeclaredCapabilities;
import io.lossparity.kit.expect.Expectations;
import io.lossparity.kit.fixture.CaseSelection;
import io.lossparity.kit.fixture.GoldenData;
import io.lossparity.kit.fixture.Manifest;
import io.lossparity.kit.run.PortRunner;
import io.lossparity.report.stream.ReportHeader;
import io.lossparity.spi.DType;
import io.lossparity.spi.LossPort;
import java.time.Instant;

/** Makes the header of a report from the parts of a run. */
final class Headers {
    private Headers() {}

    /** Describes a run that starts now on this virtual machine. */
    static ReportHeader of(
            LossPort port,
            String given,
            GoldenData data,
            CaseSelection selection,
            Expectations expectations,
            long expectedCases) {
        Manifest manifest = data.manifest();
        return new ReportHeader(
                ReportHeader.FORMAT_VERSION,
                new ReportHeader.Port(
                        port.name(),
                        port.version(),
                        DeclaredCapabilities.of(PortRunner.capabilitiesOf(port)),
                        given.equals(port.name()) ? null : given,
                        port.environment().isEmpty() ? null : port.environment()),
                new ReportHeader.Data(
                        manifest.dataVersion(),
                        manifest.formatVersion(),
                        manifest.generatorVersion(),
                        data.manifestSha256(),
                        manifest.reference().torch()),
                ReportHeader.Platform.current(),
                selection(selection),
                ReportHeader.Expectations.of(expectations),
                expectedCases,
                Instant.now().toString());
    }

    private static ReportHeader.Selection selection(CaseSelection selection) {
        return new ReportHeader.Selection(
                selection.losses().stream().sorted().toList(),
                selection.dtypes().stream().map(DType::torchName).sorted().toList(),
                selection.globs(),
                selection.flags().stream().sorted().toList());
    }
}
