package io.lossparity.kit.run;

/** Sums up what a port threw. */
public final class ThrowableText {
    private ThrowableText() {}

    /** Returns class, message and place of the throwable, and the same of its root cause. */
    public static String summary(Throwable thrown) {
        Throwable root = thrown;
        for (int depth = 0; root.getCause() != null && depth < 100; depth++) {
            root = root.getCause();
        }
        return root == thrown ? line(thrown) : line(thrown) + ", caused by " + line(root);
    }

    private static String line(Throwable thrown) {
        StackTraceElement[] frames = thrown.getStackTrace();
        if (frames.length == 0) {
            return thrown.toString();
        }
        StackTraceElement frame = frames[0];
        return "%s at %s.%s(%s:%d)"
                .formatted(
                        thrown,
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber());
    }
}
