package org.archipel.sandbox.internal.context;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Optional;
import org.archipel.guard.Checkpoint;
import org.archipel.persistence.ReadableJson;

/**
 * Writes what an extension gives to be kept, through checkpoints and no more of it than may be kept: one text that is held many times is
 * written as often.
 */
final class BoundedJson {
    private static final ObjectMapper MAPPER = new ObjectMapper(ReadableJson.factory());

    private BoundedJson() {}

    /**
     * The JSON text of a tree; empty if it is longer than may be.
     *
     * @param most characters that it may have
     * @throws org.archipel.api.error.ValidationException if it could not be read again
     */
    static Optional<String> write(JsonNode tree, long most) {
        try (Bounded writer = new Bounded(most)) {
            MAPPER.writeValue(writer, tree);
            return Optional.of(writer.text.toString());
        } catch (StreamConstraintsException e) {
            throw ReadableJson.refusal(e);
        } catch (TooLongException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("a JSON value could not be written", e);
        }
    }

    private static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Bounded extends Writer {
        private final StringBuilder text = new StringBuilder();
        private final long most;

        Bounded(long most) {
            this.most = most;
        }

        @Override
        public void write(char[] characters, int offset, int length) throws IOException {
            Checkpoint.check();
            if (text.length() + (long) length > most) {
                throw new TooLongException();
            }
            text.append(characters, offset, length);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
