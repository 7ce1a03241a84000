package org.archipel.sandbox.internal.load;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.ws.rs.core.Response;
import org.archipel.api.extension.ExtensionContext;
import org.archipel.sandbox.internal.rewrite.weave.MentionedClasses;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads and initializes the classes of those bundles of the platform that extensions call directly, and makes each known by every loader
 * that it is mentioned to, before the first extension runs. Whoever needs a class first may be at the end of its stack: it would be
 * broken for the whole process and for good, as {@link EarlyLoading} tells of those of an extension. Takes some tenths of a second, once.
 * Thread-safe.
 */
public final class SharedClasses {
    private static final Logger LOG = LoggerFactory.getLogger(SharedClasses.class);
    private static final List<Class<?>> IN_BUNDLES = List.of(
            JsonProperty.class,
            JsonFactory.class,
            ObjectMapper.class,
            ExtensionContext.class,
            Response.class,
            Logger.class);
    // For XML and older versions of Java; extensions do not get there.
    private static final String LEFT_OUT = "com/fasterxml/jackson/databind/ext/";
    // What seals mappers: Jackson comes here from extensions without anybody who looks for room on the stack.
    private static final String CALLED_BY_JACKSON = "/org/archipel/sandbox/internal/json";
    private static final String SUFFIX = ".class";
    private static final FutureTask<Integer> WORK = new FutureTask<>(SharedClasses::load);

    private static boolean begun;

    private SharedClasses() {}

    /** Begins in the background, once in a process. */
    public static synchronized void begin() {
        if (!begun) {
            begun = true;
            Thread thread = new Thread(WORK, "classes that extensions share");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Waits for the end; begins if that has not been done. */
    public static void await() {
        begin();
        try {
            WORK.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            LOG.warn("Not all classes that extensions share were loaded", e);
        }
    }

    private static int load() throws IOException {
        long begin = System.nanoTime();
        int count = 0;
        for (Class<?> type : IN_BUNDLES) {
            Bundle bundle = FrameworkUtil.getBundle(type);
            // Outside of a framework there are none.
            if (bundle != null) {
                count += load(bundle, "/");
            }
        }
        Bundle own = FrameworkUtil.getBundle(SharedClasses.class);
        if (own != null) {
            count += load(own, CALLED_BY_JACKSON);
        }
        LOG.debug(
                "{} classes that extensions share were loaded, in {} ms",
                count,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
        return count;
    }

    private static int load(Bundle bundle, String folder) throws IOException {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring.getClassLoader();
        Collection<String> paths = wiring.listResources(
                folder, "*" + SUFFIX, BundleWiring.LISTRESOURCES_RECURSE | BundleWiring.LISTRESOURCES_LOCAL);
        Set<String> mentioned = new HashSet<>();
        for (String path : paths) {
            if (!path.startsWith(LEFT_OUT) && !path.startsWith("META-INF/") && !path.endsWith("-info" + SUFFIX)) {
                try (InputStream in = bundle.getEntry(path).openStream()) {
                    mentioned.addAll(MentionedClasses.of(in.readAllBytes()));
                }
                load(path.substring(0, path.length() - SUFFIX.length()).replace('/', '.'), true, loader);
            }
        }
        mentioned.forEach(name -> load(name, false, loader));
        return mentioned.size();
    }

    /** Has the loader know the class; empty if it is not there. */
    static Optional<Class<?>> load(String name, boolean initialize, ClassLoader loader) {
        try {
            return Optional.of(Class.forName(name, initialize, loader));
        } catch (ClassNotFoundException | LinkageError e) {
            // Libraries mention classes that are not there, and such as their bundle does not see.
            LOG.trace("{} is not there", name, e);
            return Optional.empty();
        }
    }
}
