package org.archipel.guard;

import java.util.Optional;
import java.util.stream.Stream;

/** Who called a guard that is not told. */
final class Callers {
    private static final String GUARDS = Callers.class.getPackageName() + '.';
    private static final StackWalker STACK =
            OwnAct.of(() -> StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE));

    private Callers() {}

    /** The class whose rewritten code called the guard that asks. */
    static Class<?> present() {
        Optional<Class<?>> caller = STACK.walk(Callers::beyondGuards);
        return caller.orElse(Callers.class);
    }

    private static Optional<Class<?>> beyondGuards(Stream<StackWalker.StackFrame> frames) {
        for (var frame : (Iterable<StackWalker.StackFrame>) frames::iterator) {
            if (!frame.getDeclaringClass().getName().startsWith(GUARDS)) {
                return Optional.of(frame.getDeclaringClass());
            }
        }
        return Optional.empty();
    }
}
