package io.lossparity.kit.text;

/** Breaks lines of code where they are longer than a terminal is wide. */
public final class CodeLines {
    /** How long a line may be, so that it can be indented on a terminal of 80 columns. */
    public static final int WIDTH = 76;

    private static final String INDENT = "        ";

    private CodeLines() {}

    /** Returns lines that are broken behind commas; each ends in a line feed. */
    public static String broken(String code) {
        StringBuilder text = new StringBuilder();
        for (String line : code.lines().toList()) {
            int length = 0;
            for (String item : line.split("(?<=, )", -1)) {
                if (length > 0 && length + item.stripTrailing().length() > WIDTH) {
                    text.setLength(text.length() - 1); // the blank behind the comma
                    text.append('\n').append(INDENT);
                    length = INDENT.length();
                }
                text.append(item);
                length += item.length();
            }
            text.append('\n');
        }
        return text.toString();
    }
}
