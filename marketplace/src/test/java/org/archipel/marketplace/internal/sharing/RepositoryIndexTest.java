package org.archipel.marketplace.internal.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.http.HttpClient;
import aQute.bnd.osgi.Processor;
import aQute.bnd.osgi.resource.CapReqBuilder;
import aQute.bnd.repository.osgi.OSGiRepository;
import aQute.bnd.service.Registry;
import aQute.bnd.version.Version;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.archipel.marketplace.internal.test.TestExtension;
import org.junit.jupiter.api.Test;

/** The index by which tools find packages. */
class RepositoryIndexTest extends TwoMarketplaces {
    @Test
    void bndResolvesAgainstTheIndexAndFetchesThePackage() throws Exception {
        here.platform.publish(TestExtension.version("1.0.0"));
        var newest = here.platform.publish(TestExtension.version("1.1.0"));
        var site = folder.resolve("site/marketplace");
        Files.createDirectories(site.resolve("repository"));
        try (var out = Files.newOutputStream(site.resolve("repository/index.xml"))) {
            here.repository().write(out);
        }
        var packages = site.resolve("extensions/" + TestExtension.ID + "/versions/1.1.0");
        Files.createDirectories(packages);
        Files.copy(here.platform.packages.verified(newest.packageHash()), packages.resolve("package"));

        try (var bnd = new OSGiRepository();
                var reporter = new Processor();
                var http = new HttpClient()) {
            bnd.setReporter(reporter);
            bnd.setRegistry(new OneClient(http));
            bnd.setProperties(Map.of(
                    "name", "archipel",
                    "locations", site.resolve("repository/index.xml").toUri().toString(),
                    "cache", folder.resolve("bnd").toString()));
            assertThat(bnd.versions(TestExtension.ID)).hasSize(2);
            var wanted = new CapReqBuilder("archipel.extension")
                    .addDirective("filter", "(&(id=" + TestExtension.ID + ")(version>=1.1.0))")
                    .buildSyntheticRequirement();
            assertThat(bnd.findProviders(List.of(wanted)).get(wanted)).hasSize(1);
            var fetched = bnd.get(TestExtension.ID, Version.parseVersion("1.1.0"), Map.of());
            assertThat(Files.readAllBytes(fetched.toPath())).isEqualTo(Files.readAllBytes(packages.resolve("package")));
            assertThat(reporter.getErrors()).isEmpty();
        }
    }

    @Test
    void onePackageDoesNotMakeTheIndexOfAllUnreadable() throws Exception {
        here.platform.publish(TestExtension.version("1.0.0"));
        here.platform.publish(TestExtension.version("1.1.0")
                .header(
                        "Provide-Capability",
                        "archipel.extension;id=\"" + TestExtension.ID
                                + "\";version:Version=\"1.1.0\";note=\"a<b&c]]>\""));
        var index = new ByteArrayOutputStream();

        here.repository().write(index);

        var read = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(index.toByteArray()));
        assertThat(read.getElementsByTagName("resource").getLength()).isEqualTo(2);
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
