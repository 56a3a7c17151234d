package io.lossparity.kit.expect;

/** What an expectation leaves open: so one line can name a structural departure. */
enum Freedom {
    /** The error may be of any size. */
    ANY_SIZE("any size"),
    /** A case that the pattern covers may pass as well. */
    MAY_PASS("may pass");

    private final String words;

    Freedom(String words) {
        this.words = words;
    }

    /** Returns the one of these words. */
    static Freedom of(String words) {
        return words.equals(MAY_PASS.words) ? MAY_PASS : ANY_SIZE;
    }

    /** Returns how it stands in a file. */
    String words() {
        return words;
    }
}
