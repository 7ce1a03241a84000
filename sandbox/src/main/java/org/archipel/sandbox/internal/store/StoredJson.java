package org.archipel.sandbox.internal.store;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.archipel.guard.Checkpoint;

/**
 * Reads what an extension stored, for the call of the extension that asked, and through checkpoints: as nodes a text may take thirty
 * times the memory. So it is not read in a transaction, whose connection would be kept while the call is held.
 */
public final class StoredJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int TOKENS_A_CHECKPOINT = 256;

    private StoredJson() {}

    /** The tree of a stored text. */
    public static JsonNode read(String text) {
        try (JsonParser parser = new Checked(MAPPER.createParser(text))) {
            return MAPPER.readTree(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored JSON value could not be read", e);
        }
    }

    private static final class Checked extends JsonParserDelegate {
        private int tokens;

        Checked(JsonParser parser) {
            super(parser);
        }

        @Override
        public JsonToken nextToken() throws IOException {
            tokens++;
            if (tokens % TOKENS_A_CHECKPOINT == 0) {
                Checkpoint.check();
            }
            return super.nextToken();
        }
    }
}
