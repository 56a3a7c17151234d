package io.lossparity.kit.expect;

/** What an expectation does not restrict, so that one line can name a structural departure. */
enum Freedom {
    /** The error may be of any size. */
    ANY_SIZE("any size"),
    /** A case that the pattern covers may pass too. */
    MAY_PASS("may pass");

    private final String words;

    Freedom(String words) {
        this.words = words;
    }

    /** Returns the freedom with these words. */
    static Freedom of(String words) {
        return words.equals(MAY_PASS.words) ? MAY_PASS : ANY_SIZE;
    }

    /** Returns its words in a file. */
    String words() {
        return words;
    }
}
