package org.archipel.itests.observer;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Tells whoever connects what all code of the process shares, a line {@code name=value} each: an extension must have changed none of
 * it. The port stands in the file {@value #FILE}.
 */
final class HostWatch implements Runnable, AutoCloseable {
    static final String FILE = "host-port";

    private static final String EXTENSION = "extension:";

    private final BundleContext context;
    private final ServerSocket server;

    HostWatch(BundleContext context, Path folder) {
        this.context = context;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Path fresh = Files.writeString(folder.resolve(FILE + ".tmp"), Integer.toString(server.getLocalPort()));
            Files.move(
                    fresh, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        Thread thread = new Thread(this, "host-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    Writer out = new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.UTF_8)) {
                for (Map.Entry<String, String> fact : facts().entrySet()) {
                    out.write(fact.getKey() + "=" + fact.getValue() + "\n");
                }
            } catch (IOException e) {
                // Who asked went away, or the bundle stops.
            }
        }
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new TreeMap<>();
        facts.put(
                "threads", Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount()));
        facts.put("property", String.valueOf(System.getProperty("attack.property")));
        facts.put("properties", Integer.toString(System.getProperties().size()));
        facts.put("locale", Locale.getDefault().toString());
        facts.put("time zone", TimeZone.getDefault().getID());
        facts.put("out", System.identityHashCode(System.out) + " " + System.identityHashCode(System.err));
        facts.put(
                "providers",
                Arrays.stream(Security.getProviders()).map(Provider::getName).collect(Collectors.joining(" ")));
        Logger root = Logger.getLogger("");
        facts.put("root logger", root.getLevel() + " " + root.getHandlers().length);
        facts.put(
                "uncaught handler",
                Integer.toString(System.identityHashCode(Thread.getDefaultUncaughtExceptionHandler())));
        facts.put("proxy selector", Integer.toString(System.identityHashCode(ProxySelector.getDefault())));
        facts.put("classes of the JDK", jdk());
        facts.put("bundles", bundles());
        return facts;
    }

    /** Whether what the JDK makes at the first use still works for the platform, or what failed. */
    private static String jdk() {
        try {
            UUID.randomUUID();
            new SecureRandom().nextInt();
            MessageDigest.getInstance("SHA-384").digest(new byte[1]);
            String.format(Locale.ITALY, "%,.2f %tB", 1.5, LocalDate.EPOCH);
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                    .withLocale(Locale.JAPAN)
                    .format(LocalDate.EPOCH);
            ZonedDateTime.of(2024, 3, 31, 2, 30, 0, 0, ZoneId.of("Europe/Zurich"));
            Currency.getInstance("CHF").getDisplayName(Locale.ENGLISH);
            Pattern.compile("\\p{IsGreek}|\\X").matcher("a").find();
            return "work";
        } catch (LinkageError | GeneralSecurityException e) {
            return e.toString();
        }
    }

    private String bundles() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> !bundle.getLocation().startsWith(EXTENSION))
                .map(bundle -> bundle.getBundleId() + ":"
                        + (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING | Bundle.RESOLVED)))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
