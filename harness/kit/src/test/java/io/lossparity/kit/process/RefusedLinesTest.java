package io.lossparity.kit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the protocol, broken once: an edit of a valid line, and the words that name the rule. */
class RefusedLinesTest {
    private static final String TENSOR = "{'dtype':'float32','shape':[2],'data':[1.5,-0.0]}";
    private static final String REPLY =
            "{'type':'computed','id':7,'output':" + TENSOR + ",'grads':{'input':null},'notes':['it warns']}";
    private static final String CALL = "{'type':'call','id':7,'loss':'MSELoss','dtype':'float32',"
            + "'params':{'reduction':'mean','margin':1.0,'p':1},'inputs':{'input':" + TENSOR
            + ",'lengths':[1,2]},'requiresGrad':['input'],'gradOutput':null}";

    private static byte[] line(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static String edited(String line, String from, String to) {
        assertTrue(line.contains(from), from);
        return line.replace(from, to == null ? "" : to);
    }

    @Test
    void theLinesAreValidBeforeTheyAreEdited() {
        assertEquals(7, ((Reply.Answer) ReplyReader.read(line(REPLY))).id());
        assertEquals(7, QuestionReader.read(line(CALL)).id());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a fraction as id            | 'id':7      | 'id':3.4        | id must be an integer, but was '3.4'
            a string as id              | 'id':7      | 'id':'7'        | id must be an integer, but was '7'
            an id beyond 64 bits        | 'id':7      | 'id':9223372036854775808 | id must fit in 64 bits
            an id that is not positive  | 'id':7      | 'id':0          | id must be in [1, 9223372036854775807], but was 0
            no id                       | 'id':7,     | ``              | a line of type computed misses [id]
            null for an id              | 'id':7      | 'id':null       | only a line of type errored may have the id null
            a fraction in a shape       | [2]         | [2.9]           | output: shape must be an integer, but was '2.9'
            a string in a shape         | [2]         | ['2']           | output: shape must be an integer, but was '2'
            a negative axis             | [2]         | [-2]            | output: shape must be in [0, 2147483647], but was -2
            a null shape                | [2]         | null            | output: shape must be an array, but was 'null'
            too many axes               | [2]         | [1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2] | shape must have at most 16 axes
            too few elements            | [2]         | [3]             | output: shape [3] needs 3 elements, but there are 2
            a size beyond 64 bits       | [2]         | [2147483647,2147483647,4,2] | needs more than 2147483647 elements
            a size that wraps to 2      | [2]         | [65536,65536,65536,65536] | needs more than 2147483647 elements
            a hexadecimal float         | 1.5         | '0x1.8p0'       | output: data must be a number, 'NaN', 'Infinity' or '-Infinity', but was '0x1.8p0'
            a number as a string        | 1.5         | '1.5'           | but was '1.5'
            blanks in a number          | 1.5         | ' 1.5 '         | but was ' 1.5 '
            a suffix of a number        | 1.5         | 1.5f            | not strict JSON
            another word for NaN        | 1.5         | 'nan'           | but was 'nan'
            NaN without quotes          | 1.5         | NaN             | not strict JSON
            a leading zero              | 1.5         | 01.5            | not strict JSON
            beyond float32              | 1.5         | 1e39            | output: data is beyond float32: 1e39
            below float32               | 1.5         | 1e-46           | output: data is beyond float32: 1e-46
            beyond float16              | 'dtype':'float32','shape':[2],'data':[1.5 | 'dtype':'float16','shape':[2],'data':[65520.0 | is beyond float16: 65520.0
            beyond int32                | 'dtype':'float32','shape':[2],'data':[1.5,-0.0] | 'dtype':'int32','shape':[1],'data':[2147483648] | must be in [-2147483648, 2147483647] as int32
            beyond uint8, type last     | {'dtype':'float32','shape':[2],'data':[1.5,-0.0]} | {'shape':[1],'data':[256],'dtype':'uint8'} | must be in [0, 255] as uint8, but was 256
            beyond bool                 | 'dtype':'float32','shape':[2],'data':[1.5,-0.0] | 'dtype':'bool','shape':[1],'data':[2] | must be in [0, 1] as bool
            a float as an int64         | 'dtype':'float32' | 'dtype':'int64' | output: data must be an integer, but was '1.5'
            a nested array              | [1.5,-0.0]  | [[1.5],[-0.0]]  | output: data must be a flat array of numbers
            null as an element          | 1.5         | null            | output: data must be a number, but was 'null'
            true as an element          | 1.5         | true            | output: data must be a number, but was 'true'
            an unknown dtype            | float32     | float8          | output: dtype: no dtype is named 'float8'
            a null dtype                | 'float32'   | null            | output: dtype must be a string, but was 'null'
            no data                     | ,'data':[1.5,-0.0] | ``       | output misses [data]
            a key of a tensor twice     | 'shape':[2] | 'shape':[2],'shape':[2] | output has 'shape' twice
            an unknown key of a tensor  | 'shape':[2] | 'shape':[2],'strides':[1] | output has the unknown field 'strides'
            a key twice                 | 'id':7      | 'id':7,'id':7   | the line has 'id' twice
            the type twice              | 'id':7      | 'type':'computed','id':7 | the line has 'type' twice
            an unknown key              | 'id':7      | 'id':7,'cost':1 | the line has the unknown field 'cost'
            a key of another type       | 'id':7      | 'id':7,'reason':'' | a line of type computed must not have [reason]
            an unknown type             | computed    | guessed         | type must be one of aliased, bye, computed, errored, hello, mutated, overwrote, rejected, unsupported, but was 'guessed'
            a null type                 | 'computed'  | null            | type must be a string, but was 'null'
            no type                     | 'type':'computed', | ``       | the line misses [type]
            no grads                    | ,'grads':{'input':null} | ``  | a line of type computed misses [grads]
            null for grads              | {'input':null} | null         | grads must be an object, but was 'null'
            a number as a gradient      | {'input':null} | {'input':1}  | gradient of input must be an object, but was '1'
            a gradient twice            | {'input':null} | {'input':null,'input':null} | grads has 'input' twice
            null for the output         | 'output':{'dtype':'float32','shape':[2],'data':[1.5,-0.0]} | 'output':null | output must be an object, but was 'null'
            null as a note              | ['it warns'] | [null]         | notes must be a string, but was 'null'
            another line behind it      | ['it warns']} | ['it warns']} {} | there must be nothing after the closing brace
            a comma too many            | ['it warns'] | ['it warns',]  | not strict JSON
            a comment                   | 'id':7      | /* 7 */ 'id':7  | not strict JSON
            """)
    void replyIsRefused(String rule, String from, String to, String message) {
        byte[] line = line(edited(REPLY, from, to));
        String said = assertThrows(RefusedLineException.class, () -> ReplyReader.read(line))
                .getMessage();
        assertTrue(said.contains(message), said);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            errored without a message   | {'type':'errored','id':7}                      | a line of type errored misses [message]
            errored with null           | {'type':'errored','id':7,'message':null}       | the message of a line of type errored must not be null
            unsupported without reason  | {'type':'unsupported','id':7}                  | a line of type unsupported misses [reason]
            unsupported with null       | {'type':'unsupported','id':7,'reason':null}    | reason must be a string, but was 'null'
            rejected without a message  | {'type':'rejected','id':7}                     | a line of type rejected misses [message]
            rejected at another stage   | {'type':'rejected','id':7,'stage':'later','message':''} | stage must be construct, forward or backward, but was 'later'
            mutated without an argument | {'type':'mutated','id':7}                      | a line of type mutated misses [argument]
            aliased with null           | {'type':'aliased','id':7,'result':null,'argument':'input'} | result must be a string, but was 'null'
            null as a remark            | {'type':'bye','remarks':[null]}                | remarks must be a string, but was 'null'
            hello without a name        | {'type':'hello','protocol':1,'version':'1'}    | a line of type hello misses [name]
            hello with a null name      | {'type':'hello','protocol':1,'name':null,'version':'1'} | name must be a string, but was 'null'
            hello with a blank name     | {'type':'hello','protocol':1,'name':' ','version':'1'} | name must not be blank
            hello without a version     | {'type':'hello','protocol':1,'name':'x'}       | a line of type hello misses [version]
            a protocol as a string      | {'type':'hello','protocol':'1','name':'x','version':'1'} | protocol must be an integer, but was '1'
            a fraction of a protocol    | {'type':'hello','protocol':1.0,'name':'x','version':'1'} | protocol must be an integer, but was '1.0'
            a negative protocol         | {'type':'hello','protocol':-1,'name':'x','version':'1'} | protocol must be in [0, 2147483647], but was -1
            null capabilities           | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':null} | capabilities must be an object, but was 'null'
            capabilities of nothing     | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{}} | capabilities misses [losses]
            null losses                 | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':null}} | losses must be an object, but was 'null'
            a null loss                 | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':{'L1Loss':null}}} | capabilities of L1Loss must be an object, but was 'null'
            a loss twice                | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':{'L1Loss':{},'L1Loss':{}}}} | losses has 'L1Loss' twice
            an unknown dtype            | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':{'L1Loss':{'dtypes':['float8']}}}} | no dtype is named 'float8'
            null dtypes                 | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':{'L1Loss':{'dtypes':null}}}} | capabilities of L1Loss: dtypes must be an array, but was 'null'
            a null gradient             | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':{'L1Loss':{'gradients':[null]}}}} | gradients must be a string, but was 'null'
            a parameter twice           | {'type':'hello','protocol':1,'name':'x','version':'1','capabilities':{'losses':{'L1Loss':{'parameters':['p','p']}}}} | parameters has 'p' twice
            a word                      | hello                                          | not strict JSON
            an array                    | []                                             | the line must be an object, but was an array
            nothing                     | ``                                             | the line must be an object, but was the end
            half a line                 | {'type':'bye'                                  | not strict JSON
            """)
    void otherReplyIsRefused(String rule, String text, String message) {
        byte[] line = line(text == null ? "" : text);
        String said = assertThrows(RefusedLineException.class, () -> ReplyReader.read(line))
                .getMessage();
        assertTrue(said.contains(message), said);
    }

    /** The rows are those of the Python helper's own test, too. */
    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "refused-questions.txt", delimiter = '|', quoteCharacter = '`')
    void questionIsRefused(String rule, String from, String to, String message) {
        byte[] line = line(edited(CALL, from, to));
        RefusedLineException refused = assertThrows(RefusedLineException.class, () -> QuestionReader.read(line));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertEquals(7L, refused.id());
    }

    @Test
    void onlyUtf8IsRead() {
        for (byte[] wrong : new byte[][] {
            {(byte) 0xff},
            {(byte) 0xc0, (byte) 0x80},
            {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
            {(byte) 0xe2, (byte) 0x82}
        }) {
            byte[] line = line(REPLY.replace("it warns", "@".repeat(wrong.length)));
            int at = new String(line, StandardCharsets.ISO_8859_1).indexOf('@');
            System.arraycopy(wrong, 0, line, at, wrong.length);
            String said = assertThrows(RefusedLineException.class, () -> ReplyReader.read(line))
                    .getMessage();
            assertTrue(said.contains("not UTF-8 text: byte " + at + " begins no character"), said);
        }
        byte[] utf16 = REPLY.replace('\'', '"').getBytes(StandardCharsets.UTF_16BE);
        assertThrows(RefusedLineException.class, () -> ReplyReader.read(utf16));
        byte[] marked = line("\uFEFF" + REPLY);
        assertThrows(RefusedLineException.class, () -> ReplyReader.read(marked));
    }

    @Test
    void aFaultBeforeTheNumberLeavesItUnknown() {
        RefusedLineException refused = assertThrows(
                RefusedLineException.class, () -> QuestionReader.read(line("{'loss':null,'id':7,'type':'call'}")));
        assertNull(refused.id());
        assertTrue(refused.getMessage().contains("loss must be a string, but was 'null'"), refused::getMessage);
    }
}
