package io.lossparity.report.stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of a report: the header, a line per case, a line per loss that was diagnosed, and the footer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReportHeader.class, name = "header"),
    @JsonSubTypes.Type(value = CaseLine.class, name = "case"),
    @JsonSubTypes.Type(value = RelationLine.class, name = "relation"),
    @JsonSubTypes.Type(value = DiagnosisLine.class, name = "diagnosis"),
    @JsonSubTypes.Type(value = ReportFooter.class, name = "footer")
})
public sealed interface ReportLine permits ReportHeader, CaseLine, RelationLine, DiagnosisLine, ReportFooter {}
