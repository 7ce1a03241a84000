package org.archipel.launcher;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;

/** What the framework told of bundles that it could not start. Thread-safe. */
final class StartFailures implements FrameworkListener {
    private final Map<Long, Throwable> causes = new ConcurrentHashMap<>();

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            add(event.getBundle(), event.getThrowable());
        }
    }

    void add(Bundle bundle, Throwable cause) {
        causes.put(bundle.getBundleId(), cause);
    }

    /** Why the bundle is not active: what is missing, or what its activator threw. */
    String reason(Bundle bundle) {
        Throwable cause = causes.get(bundle.getBundleId());
        if (cause == null) {
            return "stopped, in state " + bundle.getState();
        }
        if (cause instanceof BundleException failure && failure.getType() == BundleException.RESOLVE_ERROR) {
            return unresolved(failure);
        }
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** The innermost requirement names what is missing. */
    private static String unresolved(BundleException failure) {
        String message = String.valueOf(failure.getMessage()).replaceAll("Unresolved requirements:.*", "");
        int innermost = message.lastIndexOf("Unable to resolve");
        return message.substring(Math.max(innermost, 0)).replaceAll("[\\]\\s]+$", "");
    }
}
