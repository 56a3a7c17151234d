package io.lossparity.kit.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One line of a report: the header, then a line per case, then the footer. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ReportHeader.class, name = "header"),
    @JsonSubTypes.Type(value = CaseLine.class, name = "case"),
    @JsonSubTypes.Type(value = ReportFooter.class, name = "footer")
})
public sealed interface ReportLine permits ReportHeader, CaseLine, ReportFooter {}
