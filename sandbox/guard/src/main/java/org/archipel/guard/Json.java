package org.archipel.guard;

import java.util.Objects;

/** Seals JSON mappers that extensions make. What that means only the platform knows, which knows the JSON library. */
public final class Json {
    private static volatile Library library = new Unknown();

    private Json() {}

    /** What the platform does with what its JSON library makes for extensions; each method throws to refuse. */
    public interface Library {
        /** Seals a mapper, or a part of one, before the extension sees it. */
        void seal(Object made);

        /** Prepares what a mapper is going to be made of, which the extension holds already. */
        void prepare(Object part);

        /** Looks at a mapper that the library is about to hand out. */
        void lend(Object codec);

        /** A factory of types that knows none yet: what types carry with them, code among it, would be there for everybody. */
        Object types();

        /** Whether a node may hold any object. */
        boolean isOpaque(Object node);

        /** What a value of the library, or of the platform, holds; null if it is none. */
        Iterable<?> parts(Object value);
    }

    private static final class Unknown implements Library {
        private static SecurityException refusal() {
            return new SecurityException("not allowed to extensions: JSON mappers, as nothing seals them");
        }

        @Override
        public void seal(Object made) {
            throw refusal();
        }

        @Override
        public void prepare(Object part) {
            throw refusal();
        }

        @Override
        public void lend(Object codec) {
            throw refusal();
        }

        @Override
        public Object types() {
            throw refusal();
        }

        @Override
        public boolean isOpaque(Object node) {
            return true;
        }

        @Override
        public Iterable<?> parts(Object value) {
            return null;
        }
    }

    /** Sets how mappers are sealed; the platform, once. */
    public static void install(Library how) {
        library = Objects.requireNonNull(how);
    }

    /** Seals a mapper before the extension sees it. */
    public static void seal(Object made) {
        library.seal(made);
    }

    /** Called before a mapper is made, for each object that it is made of. */
    public static void prepare(Object part) {
        library.prepare(part);
    }

    /** In place of the factory of types that all have. */
    public static Object defaultInstance() {
        return library.types();
    }

    static boolean isOpaque(Object node) {
        return library.isOpaque(node);
    }

    static Iterable<?> parts(Object value) {
        return library.parts(value);
    }

    static void lend(Object codec) {
        library.lend(codec);
    }
}
