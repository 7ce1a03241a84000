package org.archipel.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.archipel.api.rest.RestResource;
import org.archipel.sandbox.test.ExtensionJar;
import org.archipel.sandbox.test.Samples;
import org.archipel.sandbox.test.SandboxPlatform;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What extensions brought along, found in a framework, and that nothing of it stays when they go. */
class OwnResourcesIT {
    private static final String PATH = "/api/x/com.acme.tiny/found";
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static SandboxPlatform platform;

    @BeforeAll
    static void start() {
        platform = SandboxPlatform.start(SandboxPlatform.temporaryFolder(), Map.of());
        platform.service(ExtensionRuntime.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    private static String get(String organization) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(platform.url() + PATH))
                .header("X-API-Key", organization)
                .build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Finds its texts in each way that there is, and keeps the loader, an address and a provider as long as it can. */
    private static ExtensionJar finder(String text) {
        return Samples.jar("1.0.0", RestResource.class, "", """
                @Path("found")
                public class Tiny implements RestResource {
                    public interface Shape { String name(); }
                    public static class Round implements Shape { public String name() { return "round"; } }
                    public static class Words extends java.util.ListResourceBundle {
                        protected Object[][] getContents() { return new Object[][] {{"bye", "Bye"}}; }
                    }
                    private static final java.util.List<Object> KEPT = new java.util.ArrayList<>();
                    public Tiny(ExtensionContext context) {}
                    @GET @Produces("text/plain") public String get() throws java.io.IOException {
                        ClassLoader loader = Tiny.class.getClassLoader();
                        java.net.URL address = loader.getResource("texts/name.txt");
                        java.util.ServiceLoader<Shape> shapes = java.util.ServiceLoader.load(Shape.class);
                        java.util.ResourceBundle french = java.util.ResourceBundle.getBundle("texts.hello", java.util.Locale.CANADA_FRENCH);
                        KEPT.addAll(java.util.List.of(loader, address, shapes, french));
                        String found = new String(address.openStream().readAllBytes())
                            + java.util.Collections.list(loader.getResources("texts/name.txt")).size()
                            + french.getString("hello") + french.getString("only")
                            + java.util.ResourceBundle.getBundle("com.acme.tiny.Tiny$Words").getString("bye");
                        for (Shape shape : shapes) { found += shape.name(); }
                        return found + new String(Tiny.class.getResourceAsStream("/inner.txt").readAllBytes());
                    }
                }
                """)
                .header("Bundle-ClassPath", ".,lib/inner.jar")
                .entry("lib/inner.jar", inner())
                .entry("texts/name.txt", text)
                .entry("texts/hello.properties", "hello=Hello\nonly=" + text)
                .entry("texts/hello_fr.properties", "hello=Bonjour")
                .entry("META-INF/services/com.acme.tiny.Tiny$Shape", "com.acme.tiny.Tiny$Round # the only one\n");
    }

    /** A library with a resource of its own, and one that the package has as well. */
    private static byte[] inner() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("inner.txt", "texts/name.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("within".getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void eachOrganizationsExtensionFindsItsOwn() {
        Island one = Samples.island("one", "1.0.0");
        Island other = Samples.island("other", "1.0.0");
        Bundle first = platform.install(one, finder("first"));
        Bundle second = platform.install(other, finder("second"));
        platform.runtime().serve(one.location());
        platform.runtime().serve(other.location());

        assertThat(get("one")).isEqualTo("first2BonjourfirstByeroundwithin");
        assertThat(get("other")).isEqualTo("second2BonjoursecondByeroundwithin");
        assertThat(get("one")).isEqualTo("first2BonjourfirstByeroundwithin");
        platform.remove(one, first);
        platform.remove(other, second);
    }

    @Test
    void nothingKeepsTheLoaderOfOneThatIsGone() {
        Island island = Samples.island("gone", "1.0.0");
        Bundle bundle = platform.install(island, finder("gone"));
        platform.runtime().serve(island.location());
        assertThat(get("gone")).isEqualTo("gone2BonjourgoneByeroundwithin");
        WeakReference<ClassLoader> loader =
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
        platform.runtime().drain(island.location(), Duration.ofSeconds(10));
        platform.remove(island, bundle);

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }
}
