package io.lossparity.render.html.model;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Links to a page's state, which is in the part after {@code #}. */
public final class Link {
    private Link() {}

    /**
     * Returns the link to a case; it depends only on the case's id.
     *
     * @param page the page; empty for the page itself
     * @param caseId the case
     */
    public static String toCase(String page, String caseId) {
        return page + "#case=" + encoded(caseId);
    }

    /** Returns the link to the cases of a cell, on the page itself. */
    public static String toCell(Coverage.Row row, Coverage.Cell cell) {
        return "#p=" + encoded(row.axis() + "=" + row.value()) + "&s=" + encoded(cell.form()) + "&d="
                + encoded(cell.dtype())
                + (cell.harmful() > 0 ? "&v=" + encoded(cell.mark().word()) : "");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }
}
