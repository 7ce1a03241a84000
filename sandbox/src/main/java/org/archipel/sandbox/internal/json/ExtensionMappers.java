package org.archipel.sandbox.internal.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.type.TypeFactory;
import org.archipel.guard.Json;
import org.archipel.sandbox.internal.wall.PlatformWork;

/** Seals the mappers that extensions make, also while they are being made, and keeps those of others from them. Thread-safe. */
public final class ExtensionMappers implements Json.Library {
    private final MapperSeal seal = new MapperSeal();
    // A factory knows its mapper before that is sealed: meanwhile it knows this one, which makes nothing of an
    // extension.
    private final ObjectMapper meanwhile = new ObjectMapper();

    public ExtensionMappers() {
        new MapperSeal(type -> false).sealShared(meanwhile);
    }

    @Override
    public void seal(Object made) {
        PlatformWork.run(() -> {
            if (made instanceof ObjectMapper mapper) {
                seal(mapper);
            } else if (made instanceof MapperBuilder<?, ?> builder) {
                seal(builder.build());
            } else if (made instanceof JsonFactory factory) {
                MapperSeal.checkOutput(factory);
            } else {
                throw new SecurityException("not allowed to extensions: an unknown kind of JSON mapper");
            }
        });
    }

    private void seal(ObjectMapper mapper) {
        seal.seal(mapper);
        if (mapper.getFactory().getCodec() == meanwhile) {
            mapper.getFactory().setCodec(mapper);
        }
    }

    @Override
    public void prepare(Object part) {
        PlatformWork.run(() -> {
            if (part instanceof JsonFactory factory && factory.getCodec() == null) {
                factory.setCodec(meanwhile);
            }
        });
    }

    @Override
    public void lend(Object codec) {
        PlatformWork.run(() -> {
            if (codec != null && !own((ObjectCodec) codec)) {
                throw new SecurityException("not allowed to extensions: a JSON mapper that is not theirs");
            }
        });
    }

    @Override
    public Object types() {
        return TypeFactory.createDefaultInstance();
    }

    @Override
    public boolean isOpaque(Object node) {
        return node instanceof POJONode;
    }

    @Override
    public Iterable<?> parts(Object value) {
        return HeldValues.of(value);
    }

    private static boolean own(ObjectCodec codec) {
        return codec instanceof ObjectMapper mapper && MapperSeal.isSealed(mapper)
                || codec instanceof ObjectReader reader
                        && own(reader.getFactory().getCodec());
    }
}
