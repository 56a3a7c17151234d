package io.lossparity.kit.process;

/** The readers of the protocol's lines, for tests in other packages. */
public final class ProtocolReaders {
    private ProtocolReaders() {}

    /** Reads what a port says: its hello, or a reply. */
    public static Object reply(byte[] line) {
        return ReplyReader.read(line);
    }

    /** Reads what a port is asked. */
    public static Object question(byte[] line) {
        return QuestionReader.read(line);
    }
}
