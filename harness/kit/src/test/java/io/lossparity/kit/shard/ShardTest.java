package io.lossparity.kit.shard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    @Test
    void everyCaseIsInExactlyOneShard() {
        List<Shard> shards =
                IntStream.rangeClosed(1, 5).mapToObj(i -> new Shard(i, 5)).toList();
        int[] sizes = new int[5];
        for (int i = 0; i < 1000; i++) {
            String id = "MSELoss/float32/mean/N" + i + "/typical";
            List<Shard> takers =
                    shards.stream().filter(shard -> shard.takes(id)).toList();
            assertEquals(1, takers.size(), id);
            sizes[takers.get(0).index() - 1]++;
        }
        for (int size : sizes) {
            assertTrue(size > 150 && size < 250, "of 1000 cases " + size + " are in one of 5 shards");
        }
    }

    /** The shards as Python tells them: {@code zlib.crc32(id.encode()) % n + 1}. */
    @ParameterizedTest
    @CsvSource({
        "L1Loss/float32/mean/N2-D3/typical, 1/4",
        "MSELoss/float64/sum/N4/special, 4/7",
        "CTCLoss/float32/none/T12-N3-C5/typical, 24/64"
    })
    void shardOfAnIdNeverChanges(String id, String expected) {
        String[] shard = expected.split("/", -1);
        assertTrue(new Shard(Integer.parseInt(shard[0]), Integer.parseInt(shard[1])).takes(id));
    }

    @Test
    void wholeTakesEverything() {
        assertTrue(Shard.WHOLE.takes("anything"));
        assertEquals("1/1", Shard.WHOLE.toString());
    }

    @Test
    void isReadAsWritten() {
        assertEquals(new Shard(2, 5), Shard.parse("2/5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "0/5", "6/5", "-1/5", "2/0", "a/b", "2/5/6", "2/99999999999"})
    void whatIsNoShardIsRefused(String text) {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Shard.parse(text));
        assertTrue(e.getMessage().contains("for example 2/5"), e.getMessage());
    }
}
