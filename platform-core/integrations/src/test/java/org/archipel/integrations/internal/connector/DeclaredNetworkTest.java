package org.archipel.integrations.internal.connector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

class DeclaredNetworkTest {
    @TempDir
    Path folder;

    @Test
    void theHostsThatADescriptorNamesAreReached() throws IOException {
        assertThat(hosts("\"api.example.com\", \"*.example.org\"")).containsExactly("api.example.com", "*.example.org");
    }

    @Test
    void whoDeclaresAllHostsReachesOnlyWhatIntegrationsName() throws IOException {
        assertThat(hosts("\"*\"")).isEmpty();
        assertThat(hosts("\"*\", \"api.example.com\"")).containsExactly("api.example.com");
    }

    @Test
    void aBundleWithoutADescriptorOrWithABrokenOneReachesNothing() throws IOException {
        assertThat(new DeclaredNetwork(null).get()).isEmpty();
        assertThat(new DeclaredNetwork(bundle(folder.resolve("absent.json"))).get())
                .isEmpty();
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        assertThat(new DeclaredNetwork(bundle(broken)).get()).isEmpty();
    }

    private List<String> hosts(String values) throws IOException {
        Path descriptor = Files.writeString(
                folder.resolve("extension.json"),
                "{\"permissions\":[{\"resource\":\"connector\",\"actions\":[\"provide\"]},{\"resource\":\"network\","
                        + "\"actions\":[\"connect\"],\"conditions\":[{\"type\":\"hosts\",\"values\":[" + values
                        + "]}]}]}");
        return new DeclaredNetwork(bundle(descriptor))
                .get().stream()
                        .map(Permission::conditions)
                        .flatMap(List::stream)
                        .map(PermissionCondition::values)
                        .flatMap(List::stream)
                        .toList();
    }

    private static Bundle bundle(Path descriptor) {
        return (Bundle) Proxy.newProxyInstance(
                DeclaredNetworkTest.class.getClassLoader(),
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("getEntry")) {
                        return Files.exists(descriptor) ? url(descriptor) : null;
                    }
                    return method.getName().equals("toString") ? "test bundle" : null;
                });
    }

    private static URL url(Path descriptor) throws MalformedURLException {
        return descriptor.toUri().toURL();
    }
}
