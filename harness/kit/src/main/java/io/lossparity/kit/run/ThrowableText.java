package io.lossparity.kit.run;

import io.lossparity.kit.text.ForeignText;

/** Summarises an exception of a port. */
public final class ThrowableText {
    private static final int DEEPEST = 100;

    private ThrowableText() {}

    /**
     * Returns class, message and place of the throwable, and the same of its root cause, as one line.
     *
     * <p>It calls the methods of the throwable, which may be the port's own; those that throw are ignored.
     */
    public static String summary(Throwable thrown) {
        Throwable root = thrown;
        try {
            for (int depth = 0; root.getCause() != null && depth < DEEPEST; depth++) {
                root = root.getCause();
            }
        } catch (Throwable e) { // the port's own getCause
            root = thrown;
        }
        return root == thrown ? line(thrown) : line(thrown) + ", caused by " + line(root);
    }

    private static String line(Throwable thrown) {
        try {
            return ForeignText.line(String.valueOf(thrown.toString()), ForeignText.MESSAGE) + place(thrown);
        } catch (Throwable e) { // the port's own toString or getStackTrace
            return ForeignText.line(thrown.getClass().getName(), ForeignText.NAME);
        }
    }

    private static String place(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        if (frames.length == 0) {
            return "";
        }
        StackTraceElement frame = frames[0];
        String place = " at %s.%s(%s:%d)"
                .formatted(frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
        return ForeignText.line(place, ForeignText.SENTENCE);
    }
}
