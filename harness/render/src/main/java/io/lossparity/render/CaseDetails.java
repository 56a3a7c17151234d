package io.lossparity.render;

import java.util.Map;
import java.util.Set;

/** The details of cases that the report does not have. It is asked only about the few cases that are shown in full. */
@FunctionalInterface
public interface CaseDetails {
    /**
     * Returns what is known about some cases.
     *
     * @param port the name of the port
     * @param caseIds the ids of the cases
     * @return the details by id; ids without details are left out
     */
    Map<String, CaseDetail> of(String port, Set<String> caseIds);

    /** Returns empty details. */
    static CaseDetails none() {
        return (port, caseIds) -> Map.of();
    }
}
