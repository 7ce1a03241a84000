package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.BeanSerializerBase;
import com.fasterxml.jackson.databind.ser.std.JsonValueSerializer;
import com.fasterxml.jackson.databind.type.CollectionType;
import com.fasterxml.jackson.databind.type.MapType;
import com.fasterxml.jackson.databind.type.ReferenceType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Seals mappers that extensions use. A mapper calls constructors by reflection, past the rewritten code, and reads properties by
 * methods: it must not make what the extension could not make itself, nor ask what it could not ask.
 */
public final class MapperSeal {
    private static final int BUFFERS = 8;
    // Plain values of the JDK whose properties are read; all that they can be asked is harmless.
    private static final Set<Class<?>> READ = Set.of(
            StackTraceElement.class,
            Optional.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class,
            MathContext.class);

    private final Predicate<Class<?>> bindable;

    public MapperSeal() {
        this(BindableTypes::contains);
    }

    MapperSeal(Predicate<Class<?>> bindable) {
        this.bindable = bindable;
    }

    /** Seals a mapper, once; copies of it are sealed as well. */
    public void seal(ObjectMapper mapper) {
        if (!isSealed(mapper)) {
            mapper.registerModule(new Seal(new Check(), new ReadCheck()));
            close(mapper);
        }
    }

    /** Seals a mapper that is nobody's own: it is never handed out. */
    void sealShared(ObjectMapper mapper) {
        mapper.registerModule(new SharedSeal(new Check(), new ReadCheck()));
        close(mapper);
    }

    private static void close(ObjectMapper mapper) {
        mapper.setSerializerProvider(new CheckedSerialization());
        // What a mapper learns of an extension's classes must go with the mapper.
        mapper.setTypeFactory(TypeFactory.createDefaultInstance());
        // With the format of dates, which is another one with it. Times that have an offset are written with that as
        // before, although there is a zone now.
        mapper.setTimeZone(new UniversalTime());
        mapper.disable(SerializationFeature.WRITE_DATES_WITH_CONTEXT_TIME_ZONE);
        checkOutput(mapper.getFactory());
    }

    // The new way is to build another factory, but this one is there already.
    @SuppressWarnings("deprecation")
    static void checkOutput(JsonFactory factory) {
        factory.setOutputDecorator(new CheckedOutput());
        // Streams and parsers hand their buffers to the extension: those that the platform reads with are others.
        factory.setRecyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS));
    }

    /** Whether it was sealed for an extension, or is a copy of one that was. */
    static boolean isSealed(ObjectMapper mapper) {
        return mapper.getRegisteredModuleIds().stream().anyMatch(Mark.class::isInstance);
    }

    /** What the module of a sealed mapper is known by. */
    private static final class Mark {}

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
            return new Mark();
        }
    }

    private static final class SharedSeal extends SimpleModule {
        private static final long serialVersionUID = 1L;

        SharedSeal(BeanDeserializerModifier check, BeanSerializerModifier readCheck) {
            super("archipel-shared-seal");
            setDeserializerModifier(check);
            setSerializerModifier(readCheck);
        }
    }

    private static boolean isOfJdk(Class<?> type) {
        return type.getName().startsWith("java.");
    }

    /** Properties of an object are read by calling its methods, also those that the extension may not call. */
    private final class ReadCheck extends BeanSerializerModifier {
        private static final long serialVersionUID = 1L;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription bean, List<BeanPropertyWriter> properties) {
            properties.replaceAll(property -> CheckedUnwrapping.of(config, property));
            return properties;
        }

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

        // A mix-in names any method of any class as its value or as a property: that of a plain value, too, may take
        // for ever.
        private void check(Class<?> type, JsonSerializer<?> serializer) {
            boolean asked = serializer instanceof JsonValueSerializer;
            boolean reads = asked || serializer instanceof BeanSerializerBase;
            boolean plain = isOfJdk(type) && (asked || !READ.contains(type));
            if (reads && (plain || !bindable.test(type))) {
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
            return allowed(bindable.test(type), type, deserializer);
        }

        private static <T> T allowed(boolean is, Class<?> type, T made) {
            if (!is) {
                throw new SecurityException("not allowed to extensions: making " + type.getName() + " from JSON");
            }
            return made;
        }

        // A mix-in names any constructor of any class as that which makes its values of JSON: one of the JDK may take
        // a size.
        private JsonDeserializer<?> allowedContainer(JavaType type, JsonDeserializer<?> deserializer) {
            ValueInstantiator made = deserializer instanceof ValueInstantiator.Gettable container
                    ? container.getValueInstantiator()
                    : null;
            boolean named = made != null
                    && (made.canCreateUsingDelegate()
                            || made.canCreateUsingArrayDelegate()
                            || made.canCreateFromObjectWith());
            return allowed(!named || !isOfJdk(type.getRawClass()), type.getRawClass(), allowed(type, deserializer));
        }

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription bean, BeanDeserializerBuilder builder) {
            Class<?> type = bean.getBeanClass();
            // Jackson makes plain values by deserializers of its own.
            return allowed(!isOfJdk(type) || type.isInterface(), type, allowed(type, builder));
        }

        @Override
        public JsonDeserializer<?> modifyDeserializer(
                DeserializationConfig config, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return bean.getBeanClass() == Locale.class
                    ? new KnownLocale(deserializer)
                    : allowed(bean.getType(), deserializer);
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
            return allowedContainer(type, deserializer);
        }

        @Override
        public JsonDeserializer<?> modifyMapDeserializer(
                DeserializationConfig config, MapType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
            return allowedContainer(type, deserializer);
        }

        @Override
        public KeyDeserializer modifyKeyDeserializer(
                DeserializationConfig config, JavaType type, KeyDeserializer deserializer) {
            if (type.hasRawClass(Locale.class)) {
                throw new SecurityException("not allowed to extensions: locales as keys of JSON");
            }
            return type.isEnumType() ? deserializer : allowed(type, deserializer);
        }
    }
}
