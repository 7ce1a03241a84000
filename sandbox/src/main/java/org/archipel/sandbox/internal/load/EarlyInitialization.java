package org.archipel.sandbox.internal.load;

import java.util.LinkedHashSet;
import java.util.Set;
import org.archipel.sandbox.internal.rewrite.rules.AllowList;
import org.archipel.sandbox.internal.rewrite.rules.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Initializes classes that belong to everyone and that the code of an extension may be the first to touch: those of the JDK that it
 * mentions and may use, and whatever its own classes extend or implement, which the JVM initializes with them, whether they may be used or not.
 * What fails to initialize where the extension's stack ends would be broken for the whole process and for good. Not thread-safe.
 */
final class EarlyInitialization {
    private static final Logger LOG = LoggerFactory.getLogger(EarlyInitialization.class);
    // The desktop has native libraries, which a server may lack, and threads; preferences have files and threads.
    private static final Set<String> LEFT_OUT = Set.of("java.desktop", "java.prefs", "java.smartcardio");
    private static final String OF_DESKTOP_AND_PLAIN = "java.beans.";

    private final ClassLoader own;
    private final Set<Class<?>> found = new LinkedHashSet<>();

    /** @param own defines the extension's classes, which are not initialized here */
    EarlyInitialization(ClassLoader own) {
        this.own = own;
    }

    /** Adds what a class of the extension extends and implements. */
    void addParents(Class<?> type) {
        if (type.getSuperclass() != null) {
            addWithParents(type.getSuperclass());
        }
        for (Class<?> parent : type.getInterfaces()) {
            addWithParents(parent);
        }
    }

    private void addWithParents(Class<?> type) {
        // The extension's own ones are added by themselves.
        if (type.getClassLoader() != own && isHarmless(type) && found.add(type)) {
            addParents(type);
        }
    }

    /** Adds a class that the extension mentions, if it is one that it may use. */
    void addMentioned(Class<?> type) {
        boolean ofJdk = type.getModule().isNamed();
        if (ofJdk && AllowList.standard().type(type.getName()) instanceof Verdict.Safe) {
            found.add(type);
        }
    }

    private static boolean isHarmless(Class<?> type) {
        String module = type.getModule().getName();
        return module == null
                || type.getName().startsWith(OF_DESKTOP_AND_PLAIN)
                || module.startsWith("java.") && !LEFT_OUT.contains(module);
    }

    /** Initializes all that was added. */
    void run() {
        found.forEach(EarlyInitialization::initialize);
    }

    private static void initialize(Class<?> type) {
        try {
            Class.forName(type.getName(), true, type.getClassLoader());
        } catch (ClassNotFoundException | LinkageError | InternalError e) {
            // Nor would it have worked for the extension.
            LOG.debug("The class {} does not work", type.getName(), e);
        }
    }
}
