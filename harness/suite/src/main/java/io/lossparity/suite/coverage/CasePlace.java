package io.lossparity.suite.coverage;

import io.lossparity.kit.fixture.ExpectedError;
import io.lossparity.kit.fixture.GoldenCase;
import io.lossparity.report.stream.CasePosition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where a valid call lies in the space of its loss's cases.
 *
 * @param axes per axis its value
 */
record CasePlace(Map<String, String> axes) {
    /** The value of an argument that is left to its default. */
    static final String NOT_PASSED = CasePosition.NOT_PASSED;

    /** The axis of the shapes' forms. */
    static final String FORM = "form";

    /** The axes that every axis is crossed with. */
    static final Set<String> CROSSED = Set.of(CasePosition.REDUCTION, FORM, CasePosition.VALUES);

    CasePlace {
        axes = Collections.unmodifiableMap(new LinkedHashMap<>(axes));
    }

    /** Returns the place of a call that PyTorch takes; empty if it is about an error. */
    static Optional<CasePlace> of(GoldenCase goldenCase) {
        CasePosition position = CasePosition.of(goldenCase.id(), goldenCase.call());
        if (position.form().equals(CasePosition.INVALID) || goldenCase.expected() instanceof ExpectedError) {
            return Optional.empty();
        }
        Map<String, String> axes = new LinkedHashMap<>(position.axes());
        axes.put(FORM, position.form());
        return Optional.of(new CasePlace(axes));
    }
}
