package io.lossparity.kit.input;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Decodes UTF-8. It refuses invalid bytes, for which usual decoders insert replacement characters. */
public final class Utf8 {
    static final String RULE = "it is not UTF-8 text";

    private Utf8() {}

    /** Returns a reader of some bytes, which throws a {@link CharacterCodingException} if they are not UTF-8. */
    public static Reader reader(byte[] bytes) {
        return new InputStreamReader(new ByteArrayInputStream(bytes), strict());
    }

    private static CharsetDecoder strict() {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Returns the text of some bytes.
     *
     * @param refusal makes the exception from the problem
     */
    public static String text(byte[] bytes, Function<String, ? extends RuntimeException> refusal) {
        try {
            return strict().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw refusal.apply(RULE + ": byte " + firstWrong(bytes) + " begins no character");
        }
    }

    private static int firstWrong(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(8192);
        CharsetDecoder decoder = strict();
        CoderResult result = decoder.decode(in, out, true);
        while (result.isOverflow()) {
            out.clear();
            result = decoder.decode(in, out, true);
        }
        return in.position();
    }
}
