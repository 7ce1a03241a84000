package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.JsonValueSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import java.util.function.Predicate;

/**
 * Seals mappers that extensions use. A mapper calls constructors by reflection, past the rewritten code, and reads properties by
 * methods: it must not make what the extension could not make itself, nor ask what it could not ask.
 */
public final class MapperSeal {
    private final Predicate<Class<?>> bindable;

    public MapperSeal() {
        this(BindableTypes::contains);
    }

    MapperSeal(Predicate<Class<?>> bindable) {
        this.bindable = bindable;
    }

    /** Seals a mapper; others than those of Jackson are none of its matter. */
    public void seal(Object mapper) {
        if (!(mapper instanceof ObjectMapper sealed)) {
            throw new SecurityException("not allowed to extensions: an unknown kind of JSON mapper");
        }
        sealed.registerModule(new Seal(new Check(), new ReadCheck()));
        checkOutput(sealed);
    }

    // The new way is to build another factory, but the mapper is there already.
    @SuppressWarnings("deprecation")
    static void checkOutput(ObjectMapper sealed) {
        sealed.getFactory().setOutputDecorator(new CheckedOutput());
    }

    /** A module that is never taken for another one, and so never left out as a repetition. */
    private static final class Seal extends SimpleModule {
        private static final long serialVersionUID = 1L;

        Seal(BeanDeserializerModifier check, BeanSerializerModifier readCheck) {
            super("archipel-seal");
            setDeserializerModifier(check);
            setSerializerModifier(readCheck);
        }

        @Override
        public Object getTypeId() {
            return new Object();
        }
    }

    /** Properties of an object are read by calling its methods, also those that the extension may not call. */
    private final class ReadCheck extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonSerializer<?> modifySerializer(
                SerializationConfig config, BeanDescription bean, JsonSerializer<?> serializer) {
            check(bean.getBeanClass(), serializer);
            return serializer;
        }

        @Override
        public JsonSerializer<?> modifyKeySerializer(
                SerializationConfig config, JavaType type, BeanDescription bean, JsonSerializer<?> serializer) {
            check(type.getRawClass(), serializer);
            return serializer;
        }

        // A mix-in names any method of any class as its value.
        private void check(Class<?> type, JsonSerializer<?> serializer) {
            boolean reads = serializer instanceof BeanSerializerBase || serializer instanceof JsonValueSerializer;
            if (reads && !bindable.test(type)) {
                throw new SecurityException("not allowed to extensions: reading the properties of " + type.getName());
            }
        }
    }

    private final class Check extends BeanDeserializerModifier {
        private static final long serialVersionUID = 1L;

        private <T> T allowed(JavaType type, T deserializer) {
            return allowed(type.getRawClass(), deserializer);
        }

        private <T> T allowed(Class<?> type, T deserializer) {
            if (!bindable.test(type)) {
                throw new SecurityException("not allowed to extensions: making " + type.getName() + " from JSON");
            }
            return deserializer;
        }

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
            return allowed(bean.getType(), builder);
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return allowed(bean.getType(), deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyEnumDeserializer(
                DeserializationConfig config, JavaType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return deserializer;
        }

        @Override
        public JsonDeserializer<?> modifyReferenceDeserializer(
                DeserializationConfig config,
                ReferenceType type,
                BeanDescription bean,
                JsonDeserializer<?> deserializer) {
            return allowed(type, deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyCollectionDeserializer(
                DeserializationConfig config,
                CollectionType type,
                BeanDescription bean,
                JsonDeserializer<?> deserializer) {
            return allowed(type, deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config, MapType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return allowed(type, deserializer);
        }

        @Override
        public KeyDeserializer modifyKeyDeserializer(
                DeserializationConfig config, JavaType type, KeyDeserializer deserializer) {
            return type.isEnumType() ? deserializer : allowed(type, deserializer);
        }
    }
}
