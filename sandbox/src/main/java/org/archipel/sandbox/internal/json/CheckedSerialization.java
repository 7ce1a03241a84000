package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CacheProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.DefaultSerializerProvider;
import com.fasterxml.jackson.databind.ser.SerializerFactory;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import org.archipel.guard.Checkpoint;

/** Writes values through checkpoints where they are not written to a stream: a conversion keeps them as tokens. */
final class CheckedSerialization extends DefaultSerializerProvider {
    private static final long serialVersionUID = 1L;

    CheckedSerialization() {
        // The blueprint of a mapper.
    }

    private CheckedSerialization(SerializerProvider blueprint, SerializationConfig config, SerializerFactory factory) {
        super(blueprint, config, factory);
    }

    private CheckedSerialization(CheckedSerialization other) {
        super(other);
    }

    private CheckedSerialization(CheckedSerialization other, CacheProvider caches) {
        super(other, caches);
    }

    @Override
    public DefaultSerializerProvider copy() {
        return new CheckedSerialization(this);
    }

    @Override
    public DefaultSerializerProvider withCaches(CacheProvider caches) {
        return new CheckedSerialization(this, caches);
    }

    @Override
    public DefaultSerializerProvider createInstance(SerializationConfig config, SerializerFactory factory) {
        return new CheckedSerialization(this, config, factory);
    }

    private static JsonGenerator checked(JsonGenerator generator) {
        return generator instanceof TokenBuffer ? new CheckedTokens(generator) : generator;
    }

    @Override
    public void serializeValue(JsonGenerator generator, Object value) throws IOException {
        super.serializeValue(checked(generator), value);
    }

    @Override
    public void serializeValue(JsonGenerator generator, Object value, JavaType type) throws IOException {
        super.serializeValue(checked(generator), value, type);
    }

    @Override
    public void serializeValue(JsonGenerator generator, Object value, JavaType type, JsonSerializer<Object> serializer)
            throws IOException {
        super.serializeValue(checked(generator), value, type, serializer);
    }

    @Override
    public void serializePolymorphic(
            JsonGenerator generator,
            Object value,
            JavaType type,
            JsonSerializer<Object> serializer,
            TypeSerializer typeSerializer)
            throws IOException {
        super.serializePolymorphic(checked(generator), value, type, serializer, typeSerializer);
    }

    /** Each array and each object begins with a checkpoint. */
    private static final class CheckedTokens extends JsonGeneratorDelegate {
        CheckedTokens(JsonGenerator tokens) {
            super(tokens, true);
        }

        @Override
        public void writeStartArray() throws IOException {
            Checkpoint.check();
            super.writeStartArray();
        }

        @Override
        @SuppressWarnings("deprecation")
        public void writeStartArray(int size) throws IOException {
            Checkpoint.check();
            super.writeStartArray(size);
        }

        @Override
        public void writeStartArray(Object value) throws IOException {
            Checkpoint.check();
            super.writeStartArray(value);
        }

        @Override
        public void writeStartArray(Object value, int size) throws IOException {
            Checkpoint.check();
            super.writeStartArray(value, size);
        }

        @Override
        public void writeStartObject() throws IOException {
            Checkpoint.check();
            super.writeStartObject();
        }

        @Override
        public void writeStartObject(Object value) throws IOException {
            Checkpoint.check();
            super.writeStartObject(value);
        }

        @Override
        public void writeStartObject(Object value, int size) throws IOException {
            Checkpoint.check();
            super.writeStartObject(value, size);
        }
    }
}
