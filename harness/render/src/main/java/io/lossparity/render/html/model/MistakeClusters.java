package io.lossparity.render.html.model;

import io.lossparity.render.text.WhatIsWrong;
import java.util.List;

/**
 * A line of what is wrong, and the groups of failing cases that show it.
 *
 * @param what the line
 * @param clusters the groups that its example is in
 */
public record MistakeClusters(WhatIsWrong what, List<Finding> clusters) {
    /** Makes the list unmodifiable. */
    public MistakeClusters {
        clusters = List.copyOf(clusters);
    }

    static MistakeClusters of(WhatIsWrong what, List<Finding> findings) {
        return new MistakeClusters(what, Finding.among(findings, List.of(what.example())));
    }
}
