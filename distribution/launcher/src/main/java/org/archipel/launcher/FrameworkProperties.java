package org.archipel.launcher;

import java.util.Map;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/** The framework's properties: what the platform needs, made from the configuration, and every {@code archipel.*} setting. */
final class FrameworkProperties {
    private static final int LEAST_SELECTORS = 4;

    /** A sixteenth of the HTTP server's threads. */
    private static final int MOST_SELECTORS = 12;

    private FrameworkProperties() {}

    static Map<String, Object> of(Configuration configuration, int readyStartLevel) {
        Map<String, String> properties = new TreeMap<>(configuration.all());
        properties.put("archipel.home", configuration.home().toString());
        properties.put("archipel.data", configuration.dataFolder().toString());
        properties.put("archipel.logs", configuration.logsFolder().toString());
        properties.putIfAbsent("archipel.node", "node-1");
        properties.put("archipel.startlevel.ready", Integer.toString(readyStartLevel));
        framework(properties, configuration);
        http(properties, configuration);
        // The shell reads standard input only where a person sits in front of it.
        boolean interactive =
                configuration.get("archipel.shell").filter("true"::equals).isPresent();
        properties.put("gosh.args", interactive ? "" : "--nointeractive");
        Map<String, Object> all = new TreeMap<>(properties);
        SecondWall.configure(all, configuration);
        return all;
    }

    private static void framework(Map<String, String> properties, Configuration configuration) {
        // The bundle cache holds nothing that is not also in bundles/ or in the package store.
        properties.put(
                Constants.FRAMEWORK_STORAGE,
                configuration.dataFolder().resolve("framework").toString());
        properties.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, "1");
        // Two organizations may run the same version of one extension, each as a bundle of its own.
        properties.put(Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE);
        // The guards in rewritten extensions are the framework's own, before any package of the same name in a bundle.
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_FRAMEWORK);
        // The script engine's parts ask for two packages of the JDK without importing them.
        properties.put(Constants.FRAMEWORK_BOOTDELEGATION, "org.archipel.guard,jdk.internal.*,sun.misc");
        properties.put("felix.extensions.disable", "true");
        properties.put("felix.shutdown.hook", "false");
        // The launcher itself reports bundles that do not start, each with its reason.
        properties.put("felix.log.level", "0");
        // One shared CXF transport registry would answer 404 for all but one application.
        properties.put("org.apache.cxf.osgi.http.transport.disable", "true");
        properties.put("ds.showerrors", "true");
        properties.put("ds.showtrace", "false");
        properties.put("ds.loglevel", "1");
    }

    private static void http(Map<String, String> properties, Configuration configuration) {
        HttpAddress address = HttpAddress.of(configuration);
        properties.put("org.osgi.service.http.port", Integer.toString(address.port()));
        properties.put("org.apache.felix.http.host", address.host());
        // Each change would make the JAX-RS whiteboard look at its HTTP service again, from another thread and maybe
        // while it starts, which it does not survive.
        properties.put("org.apache.felix.http.whiteboard.changecount.delay", Long.toString(Integer.MAX_VALUE));
        // Those threads also serve custom APIs: the server's own choice, half of the processors, is too few. Several on
        // a small machine keep others served while one waits for a processor.
        int processors = Runtime.getRuntime().availableProcessors();
        int selectors = Math.max(LEAST_SELECTORS, Math.min(MOST_SELECTORS, processors));
        properties.put("org.apache.felix.http.jetty.selectors", Integer.toString(selectors));
        properties.put("org.apache.felix.http.session.timeout", "30");
        properties.put("org.apache.felix.http.jetty.sendServerHeader", "false");
        properties.put("org.apache.felix.http.shared_servlet_context_attributes", "false");
    }
}
