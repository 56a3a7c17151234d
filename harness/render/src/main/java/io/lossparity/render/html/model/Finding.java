package io.lossparity.render.html.model;

import io.lossparity.render.text.WhatIsWrong;
import java.util.List;

/**
 * What a group of cases that did not pass have in common.
 *
 * @param loss the loss
 * @param page the loss's page
 * @param mark their verdict
 * @param headline what is wrong, and how often
 * @param evidence what that looks like in numbers, and where it happens
 * @param exampleId the simplest case that shows it
 */
public record Finding(String loss, String page, Mark mark, String headline, List<String> evidence, String exampleId) {
    /** Makes the list unmodifiable. */
    public Finding {
        evidence = List.copyOf(evidence);
    }

    /** Returns it in a line. */
    WhatIsWrong mistake() {
        return new WhatIsWrong(loss, headline + (evidence.isEmpty() ? "" : "; " + evidence.get(0)), "", exampleId);
    }
}
