package io.lossparity.render;

import java.util.Map;
import java.util.Set;

/** Knows more about cases than the report does; asked only about the few that a reader will want to see in full. */
@FunctionalInterface
public interface CaseDetails {
    /**
     * Returns what is known about some cases.
     *
     * @param port the name of the port
     * @param caseIds the ids of the cases
     * @return a detail per id; ids without one are left out
     */
    Map<String, CaseDetail> of(String port, Set<String> caseIds);

    /** Returns details that know nothing. */
    static CaseDetails none() {
        return (port, caseIds) -> Map.of();
    }
}
