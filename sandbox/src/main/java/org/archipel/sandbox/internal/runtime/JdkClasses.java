package org.archipel.sandbox.internal.runtime;

import java.util.concurrent.Callable;
import org.archipel.guard.Checkpoint;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initializes the classes of the JDK that extensions may use, and the guards, before the first extension runs. A class whose initialization fails,
 * because the first to touch it was at the end of its stack or its memory, is broken for the whole process and for good; so no
 * extension is to be the first.
 */
final class JdkClasses {
    private static final Logger LOG = LoggerFactory.getLogger(JdkClasses.class);

    private static boolean initialized;

    private JdkClasses() {}

    /** Does its work once in a process. */
    static synchronized void initialize() {
        if (initialized) {
            return;
        }
        initialized = true;
        AllowList.standard().uses().keySet().stream()
                .filter(target -> target.startsWith("java"))
                .map(JdkClasses::type)
                .filter(type -> type.indexOf('*') < 0)
                .distinct()
                .forEach(type -> initialize(type, ClassLoader.getPlatformClassLoader()));
        GuardNames.all().forEach(name -> initialize(name, Checkpoint.class.getClassLoader()));
        FirstUses.all().forEach(JdkClasses::use);
        LOG.debug("Classes of the JDK are initialized");
    }

    private static String type(String target) {
        int member = target.indexOf('#');
        return member < 0 ? target : target.substring(0, member);
    }

    private static void use(String what, Callable<?> use) {
        try {
            use.call();
        } catch (Exception | LinkageError e) {
            LOG.warn("What the JDK has for {} does not work", what, e);
        }
    }

    private static void initialize(String type, ClassLoader loader) {
        try {
            Class.forName(type, true, loader);
        } catch (ClassNotFoundException e) {
            LOG.debug("This JDK has no {}", type);
        } catch (LinkageError e) {
            LOG.warn("The class {} does not work", type, e);
        }
    }
}
