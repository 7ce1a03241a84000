package org.archipel.launcher.rogue;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.bundle.FindHook;
import org.osgi.framework.wiring.BundleWiring;

/** Code that was not rewritten: it tries all that it can think of when it is started, and prints what it could do. */
@SuppressWarnings({"removal", "deprecation", "resource"})
public final class Rogue implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        attempts(context).forEach((name, attempt) -> System.out.println(name + ": " + outcome(attempt)));
        System.out.println("tried all");
    }

    private static String outcome(Callable<?> attempt) {
        try {
            attempt.call();
            return "done";
        } catch (Throwable thrown) {
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
                if (cause instanceof SecurityException) {
                    return "denied";
                }
            }
            return "failed " + thrown;
        }
    }

    private static Map<String, Callable<?>> attempts(BundleContext context) {
        Map<String, Callable<?>> attempts = new LinkedHashMap<>();
        attempts.put("read a file", () -> Files.readString(Path.of("/etc/hostname")));
        attempts.put("see a file", () -> new File("/etc/hostname").exists());
        attempts.put("write a file", () -> Files.createTempFile("rogue", ""));
        attempts.put("connect", () -> new Socket("127.0.0.1", 9));
        attempts.put("listen", () -> new ServerSocket(0).getLocalPort());
        attempts.put("resolve a name", () -> InetAddress.getByName("localhost.localdomain"));
        attempts.put("open a url", () -> new URL("file:/etc/hostname").openStream());
        attempts.put("run a program", () -> new ProcessBuilder("true").start());
        attempts.put("exit", () -> {
            System.exit(3);
            return null;
        });
        attempts.put(
                "halt by reflection",
                () -> Runtime.class.getMethod("halt", int.class).invoke(Runtime.getRuntime(), 4));
        attempts.put("read a property", () -> System.getProperty("user.home"));
        attempts.put("set a property", () -> System.setProperty("rogue", "x"));
        attempts.put("read the environment", System::getenv);
        attempts.put("set the locale", () -> {
            Locale.setDefault(Locale.FRANCE);
            return null;
        });
        attempts.put("set the time zone", () -> {
            TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
            return null;
        });
        attempts.put("remove a provider", () -> {
            Security.removeProvider("SUN");
            return null;
        });
        attempts.put("replace standard output", () -> {
            System.setOut(null);
            return null;
        });
        attempts.put("make a class loader", () -> new URLClassLoader(new URL[0]));
        attempts.put("open a field", () -> {
            Field field = Bundle.class
                    .getClassLoader()
                    .loadClass("org.apache.felix.framework.BundleImpl")
                    .getDeclaredFields()[0];
            field.setAccessible(true);
            return field;
        });
        attempts.put("start a thread", () -> {
            new Thread(() -> {}).start();
            return null;
        });
        attempts.put(
                "read a file on the common pool",
                () -> ForkJoinPool.commonPool()
                        .submit(() -> Files.readString(Path.of("/etc/hostname")))
                        .get());
        attempts.put(
                "read files in a parallel stream",
                () -> IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(i -> new File("/etc/hostname").length())
                        .toList());
        attempts.put("remove the security manager", () -> {
            System.setSecurityManager(null);
            return null;
        });
        attempts.put(
                "reach the system bundle",
                () -> context.getBundle(0).getBundleContext().getBundles());
        attempts.put(
                "reach it by a wire",
                () -> context.getBundle()
                        .adapt(BundleWiring.class)
                        .getRequiredWires(null)
                        .get(0)
                        .getProvider()
                        .getBundle()
                        .getBundleContext()
                        .getBundles());
        attempts.put(
                "install a bundle",
                () -> context.installBundle("platform:forged", new ByteArrayInputStream(new byte[0])));
        attempts.put("install by http", () -> context.installBundle("http://127.0.0.1:9/x.jar"));
        attempts.put("register a hook", () -> context.registerService(FindHook.class, (asking, found) -> {}, null));
        attempts.put("stop another bundle", () -> {
            context.getBundle(0).stop();
            return null;
        });
        attempts.put(
                "read another bundle",
                () -> List.of(context.getBundle(0)
                        .getEntry("META-INF/MANIFEST.MF")
                        .openStream()
                        .readAllBytes()));
        attempts.put(
                "change the permissions",
                () -> context.getService(context.getServiceReference(
                                "org.osgi.service.condpermadmin.ConditionalPermissionAdmin"))
                        .hashCode());
        return attempts;
    }

    @Override
    public void stop(BundleContext context) {}
}
