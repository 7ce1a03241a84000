package org.archipel.sandbox.internal.rewrite.rules;

/** What becomes of a use of an API of the JDK or the platform. */
public sealed interface Verdict {
    /** Why; one line for a person. */
    String reason();

    /** Whether a use becomes the same by both verdicts, whatever their reasons are. */
    default boolean isLike(Verdict other) {
        return getClass() == other.getClass() && way().equals(other.way());
    }

    /** By whom or how a use is rewritten, among verdicts of the same kind; empty if there is one way. */
    default String way() {
        return "";
    }

    /** The use stays as it is. */
    record Safe(String reason) implements Verdict {}

    /**
     * The call goes to the static method of the same name in the guard class instead; it takes the receiver first. Before a
     * constructor the guard's method {@code newTypeName} is called with the constructor's arguments.
     *
     * @param guard simple name of a class in {@code org.archipel.guard}
     */
    record Guarded(String guard, String reason) implements Verdict {
        @Override
        public String way() {
            return guard;
        }
    }

    /** The last {@code int} parameter is a size, and is checked as one before the call. */
    record Sized(String reason) implements Verdict {}

    /**
     * The arguments that the guard class has a method {@code checked} for, which may take the receiver before them, go through that
     * first: a collection or a stream that passes checkpoints as it is looked into. An {@code int} behind them is checked as a size. Its method {@code held} sees the receiver. What
     * a field is set to goes through it as well.
     *
     * @param guard simple name of a class in {@code org.archipel.guard}
     */
    record Wrapped(String guard, String reason) implements Verdict {
        @Override
        public String way() {
            return guard;
        }
    }

    /**
     * What the call makes is handed to {@code seal} of the guard class before the extension sees it, and the objects that it is made of
     * to {@code prepare} before that.
     *
     * @param guard simple name of a class in {@code org.archipel.guard}
     */
    record Sealed(String guard, String reason) implements Verdict {
        @Override
        public String way() {
            return guard;
        }
    }

    /**
     * Of constructors: the object is of the class of the same name within the guard class, which extends the one that was asked for. It
     * takes the calling class as its last argument.
     *
     * @param guard simple name of a class in {@code org.archipel.guard}
     */
    record Replaced(String guard, String reason) implements Verdict {
        @Override
        public String way() {
            return guard;
        }
    }

    /**
     * What the call looks through in one piece is weighed before it, by a method of {@code org.archipel.guard.Weights}.
     *
     * @param what which of the receiver and the arguments, and for what
     */
    record Weighed(What what, String reason) implements Verdict {
        @Override
        public String way() {
            return what.name();
        }

        /** Operands of a call, by the word for them in a rule. */
        public enum What {
            /** The receiver and the arguments, to be hashed or compared. */
            ALL("check"),
            /** The arguments, to be hashed or compared. */
            GIVEN("check"),
            /** Every other argument, to be looked for in the receiver, or hashed if there is none: keys before their values. */
            KEYS("find"),
            /** The first argument, to be looked for in the receiver. */
            SOUGHT("search"),
            /** The first argument, to be compared with all that the receiver holds, however that finds others. */
            COUNTED("searchEach"),
            /** The first argument, to be added to the receiver, which may look for it among all. */
            ADDED("add"),
            /** Each argument, with the receiver, which may be one of those that take long with it. */
            TAKEN("take"),
            /** The arguments, or the receiver if there are none, to be written. */
            TEXT("text"),
            /** The receiver, to be written if it is a node that may hold any object; other nodes have a text of their own. */
            OPAQUE("opaque"),
            /** The receiver, a text whose letters are to be changed. */
            LETTERS("letters"),
            /** The receiver and the arguments, to be copied. */
            COPY("copy");

            private final String method;

            What(String method) {
                this.method = method;
            }

            /** Name of the guard's method. */
            public String method() {
                return method;
            }
        }
    }

    /** The field can be read, not set. */
    record ReadOnly(String reason) implements Verdict {}

    /** The use throws a {@link SecurityException} when it is reached. */
    record Denied(String reason) implements Verdict {}

    /** The package is refused. */
    record Refused(String reason) implements Verdict {}

    /** On no list; refused as well, but told differently. */
    record Unlisted(String reason) implements Verdict {}

    /** Of everything that no rule speaks of. */
    Verdict UNLISTED = new Unlisted("it is on no list");
}
