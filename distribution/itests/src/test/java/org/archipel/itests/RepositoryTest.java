package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.build.model.EE;
import aQute.bnd.connection.settings.ConnectionSettings;
import aQute.bnd.http.HttpClient;
import aQute.bnd.osgi.Processor;
import aQute.bnd.osgi.resource.CapReqBuilder;
import aQute.bnd.osgi.resource.ResourceBuilder;
import aQute.bnd.osgi.resource.ResourceUtils;
import aQute.bnd.repository.osgi.OSGiRepository;
import aQute.bnd.service.Registry;
import aQute.bnd.version.Version;
import biz.aQute.resolve.AbstractResolveContext;
import biz.aQute.resolve.BndResolver;
import biz.aQute.resolve.ResolverLogger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** bnd reads the index of the running platform as its documentation says, resolves an extension against it, and fetches the package. */
class RepositoryTest {
    private static final List<String> OFFERED =
            List.of("osgi.wiring.package", "osgi.extender", "osgi.contract", "osgi.service");
    private static SharedPlatform platform;

    @TempDir
    Path folder;

    @BeforeAll
    static void publish() {
        platform = SharedPlatform.get();
        TenantObjects.publish(platform);
    }

    @Test
    void bndResolvesAnExtensionOfThePlatformsIndexAndFetchesIt() throws Exception {
        try (var bnd = new OSGiRepository();
                var settings = new Processor();
                var http = new HttpClient();
                var log = new ResolverLogger(0)) {
            settings.setProperty("-connection-settings", credentials().toString());
            new ConnectionSettings(settings, http).readSettings();
            bnd.setReporter(settings);
            bnd.setRegistry(new OneClient(http));
            bnd.setProperties(Map.of(
                    "name", "Archipel",
                    "locations",
                            platform.process()
                                    .url()
                                    .resolve("/api/marketplace/repository/index.xml")
                                    .toString(),
                    "cache", folder.resolve("bnd").toString()));

            var context = new AbstractResolveContext(log) {};
            context.setInputResource(asking());
            context.setSystemResource(offered());
            context.addRepository(bnd);
            Map<Resource, ?> resolved = new BndResolver(log).resolve(context);

            assertThat(resolved.keySet()).map(ResourceUtils::getIdentity).containsOnlyOnce(Samples.PLACE_INSIGHTS);
            var file = bnd.get(Samples.PLACE_INSIGHTS, new Version("1.0.0"), Map.of());
            assertThat(file)
                    .hasSameBinaryContentAs(Samples.placeInsights("1.0.0").toFile());
            assertThat(settings.getErrors()).isEmpty();
        }
    }

    /** As in {@code ~/.bnd/connection-settings.xml}: a password without a name is sent as a bearer token. */
    private Path credentials() throws IOException {
        String key = platform.administrator()
                .post("/api/api-keys", Map.of("name", "bnd"))
                .expect(201)
                .path("key")
                .asText();
        return Files.writeString(folder.resolve("connection-settings.xml"), """
                <settings>
                  <servers>
                    <server><id>%s*</id><password>%s</password></server>
                  </servers>
                </settings>
                """.formatted(
                        platform.process().url().resolve("/"), key));
    }

    private static Resource asking() {
        Requirement wanted = new CapReqBuilder("archipel.extension")
                .addDirective("filter", "(&(id=" + Samples.PLACE_INSIGHTS + ")(version>=1.0.0))")
                .buildSyntheticRequirement();
        return new ResourceBuilder()
                .addCapability(new CapReqBuilder("osgi.identity").addAttribute("osgi.identity", "asking"))
                .addRequirement(wanted)
                .build();
    }

    /** What the platform that runs offers to extensions: its bundles are resolved already, so that they need nothing. */
    private static Resource offered() throws IOException {
        ResourceBuilder platform = new ResourceBuilder()
                .addCapability(new CapReqBuilder("osgi.identity").addAttribute("osgi.identity", "platform"));
        platform.addCapabilities(EE.JavaSE_17.getResource().getCapabilities(null));
        try (Stream<Path> jars = Files.walk(Distribution.folder().resolve("bundles"))) {
            for (Path jar :
                    jars.filter(file -> file.toString().endsWith(".jar")).toList()) {
                ResourceBuilder bundle = new ResourceBuilder();
                bundle.addManifest(manifest(jar));
                Resource exporter = bundle.build();
                for (String namespace : OFFERED) {
                    platform.addCapabilities(exporter.getCapabilities(namespace));
                }
            }
        }
        return platform.build();
    }

    private static Manifest manifest(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest();
        }
    }

    private record OneClient(HttpClient client) implements Registry {
        @Override
        public <T> List<T> getPlugins(Class<T> type) {
            return type.isInstance(client) ? List.of(type.cast(client)) : List.of();
        }

        @Override
        public <T> T getPlugin(Class<T> type) {
            return type.isInstance(client) ? type.cast(client) : null;
        }
    }
}
