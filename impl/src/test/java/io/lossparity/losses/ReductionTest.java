package io.lossparity.losses;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionTest {
    @ParameterizedTest
    @CsvSource({
        ",,BATCHMEAN",
        ",true,MEAN",
        ",false,NONE",
        "true,,MEAN",
        "true,true,MEAN",
        "true,false,NONE",
        "false,,SUM",
        "false,true,SUM",
        "false,false,NONE"
    })
    void legacyFlagsWinOverTheReduction(Boolean sizeAverage, Boolean reduce, Reduction expected) {
        assertEquals(expected, Reduction.ofLegacyFlags(sizeAverage, reduce, Reduction.BATCHMEAN));
    }

    @Test
    void lossesAcceptLegacyFlags() {
        assertEquals(new MSELoss(Reduction.SUM), new MSELoss().withLegacyFlags(false, null));
    }

    @Test
    void mustNotBeNull() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> new L1Loss(null));
        assertEquals("L1Loss: reduction must be one of none, mean, sum, but was null", error.getMessage());
    }

    @Test
    void namesAreCaseSensitive() {
        assertEquals(Reduction.BATCHMEAN, Reduction.of("batchmean"));
        assertThrows(IllegalArgumentException.class, () -> Reduction.of("Mean"));
    }
}
