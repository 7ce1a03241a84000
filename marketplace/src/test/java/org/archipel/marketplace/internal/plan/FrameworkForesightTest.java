package org.archipel.marketplace.internal.plan;

import static org.archipel.marketplace.internal.test.TestPlatform.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.test.MarketplaceTest;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.sandbox.Island;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

class FrameworkForesightTest extends MarketplaceTest {
    @Test
    void saysWhoWouldProvideWhat() throws IOException {
        var resolution = platform.foresight.resolve(jar("Import-Package", "org.archipel.api.event;version=\"[1,2)\""));

        assertThat(resolution.resolved()).isTrue();
        assertThat(resolution.wires()).anySatisfy(wire -> {
            assertThat(wire.requirement())
                    .isEqualTo("package org.archipel.api.event, version 1.0.0 or later, below 2.0.0");
            assertThat(wire.provider()).startsWith("org.apache.felix.framework 7");
        });
    }

    @Test
    void saysInWordsWhatIsMissing() throws IOException {
        var resolution = platform.foresight.resolve(
                jar("Import-Package", "org.archipel.api.event;version=\"[3,4)\",com.acme.nowhere;version=\"1.2\""));

        assertThat(resolution.resolved()).isFalse();
        assertThat(resolution.unresolved())
                .isSubsetOf(
                        "package org.archipel.api.event, version 3.0.0 or later, below 4.0.0; here is version 1.0.0",
                        "package com.acme.nowhere, version 1.2.0 or later; no bundle has it")
                .isNotEmpty();
    }

    @Test
    void optionalImportsStandInNoOnesWay() throws IOException {
        assertThat(platform.foresight
                        .resolve(jar("Import-Package", "com.acme.nowhere;resolution:=optional"))
                        .resolved())
                .isTrue();
    }

    @Test
    void asksWithoutTouchingTheFramework() throws IOException {
        var before = states();

        platform.foresight.resolve(jar("Import-Package", "org.archipel.api.event"));

        assertThat(states()).isEqualTo(before);
    }

    @Test
    void planThatWouldRefreshAPlatformBundleIsRefused() throws BundleException {
        platform.publish(TestExtension.version("1.0.0"));
        platform.publish(TestExtension.version("1.1.0"));
        platform.carryOut(ACME, platform.drafts.install(ACME, TestExtension.ID, version("1.0.0")));
        // A bundle of the platform that got wired to the extension, as one with dynamic imports could be.
        var dependent = platform.framework()
                .getBundleContext()
                .installBundle("platform:dependent", new ByteArrayInputStream(dependent()));
        dependent.start();

        var plan = platform.drafts
                .update(ACME, TestExtension.ID, InstallOrder.NEWEST)
                .plan();

        assertThat(plan.executable()).isFalse();
        assertThat(plan.refreshed()).singleElement().satisfies(bundle -> {
            assertThat(bundle.bundle()).isEqualTo("com.acme.dependent");
            assertThat(bundle.platform()).isTrue();
        });
        var draft = platform.drafts.update(ACME, TestExtension.ID, InstallOrder.NEWEST);
        assertThatThrownBy(() -> platform.orders.place(ACME, draft)).hasMessageContaining("com.acme.dependent");
    }

    @Test
    void planOfAnInstallTouchesNothingButTheExtension() {
        platform.publish(TestExtension.version("1.0.0"));

        var plan = platform.drafts
                .install(ACME, TestExtension.ID, InstallOrder.NEWEST)
                .plan();

        assertThat(plan.executable()).isTrue();
        assertThat(plan.refreshed()).isEmpty();
        assertThat(plan.actions())
                .containsExactly(
                        new InstallPlan.Action(InstallPlan.Action.Type.INSTALL, TestExtension.ID, "1.0.0"),
                        new InstallPlan.Action(InstallPlan.Action.Type.START, TestExtension.ID, "1.0.0"));
        assertThat(plan.organizations()).containsExactly("acme");
        assertThat(platform.bundles()).isEmpty();
    }

    @Test
    void extensionsAreNoProvidersForExtensions() throws IOException, BundleException {
        platform.framework()
                .getBundleContext()
                .installBundle(
                        Island.location("other", "1.0.0"),
                        TestExtension.of("com.acme.other", "1.0.0")
                                .header("Export-Package", "com.acme.shared")
                                .entry("com/acme/shared/x.txt", new byte[] {1})
                                .stream())
                .start();

        assertThat(platform.foresight
                        .resolve(jar("Import-Package", "com.acme.shared"))
                        .resolved())
                .isFalse();
    }

    private static byte[] dependent() {
        return TestExtension.of("com.acme.dependent", "1.0.0")
                .header("Require-Capability", "archipel.extension;filter:=\"(id=" + TestExtension.ID + ")\"")
                .bytes();
    }

    private static InstallOrder version(String version) {
        return new InstallOrder(Optional.of(version), Optional.empty(), false, List.of(), Optional.empty(), false);
    }

    private Path jar(String header, String value) throws IOException {
        var file = data.resolve("candidate.jar");
        return Files.write(
                file, TestExtension.version("1.0.0").header(header, value).bytes());
    }

    private List<String> states() {
        return Arrays.stream(platform.framework().getBundleContext().getBundles())
                .map((Bundle bundle) -> bundle.getLocation() + bundle.getState())
                .toList();
    }
}
