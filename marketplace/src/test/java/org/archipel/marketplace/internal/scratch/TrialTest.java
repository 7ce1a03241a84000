package org.archipel.marketplace.internal.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.scratch.TrialOrder.Candidate;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.sandbox.ExtensionDescriptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a trial makes of a container that cannot install everything. */
class TrialTest {
    private static final String BASE = "com.acme.base";
    private static final String INSTALL = "/api/marketplace/install/";

    @TempDir
    Path folder;

    /** Extension and version of what cannot be installed. */
    private final Set<String> unfit = new HashSet<>();

    private HttpServer container;

    @BeforeEach
    void startContainer() throws IOException {
        container = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        container.createContext("/", this::answer);
        container.start();
    }

    @AfterEach
    void stopContainer() {
        container.stop(0);
    }

    @Test
    void versionThatDropsADependencyThatIsDeadIsTriedWithoutTheWayFromTheOneBefore() throws IOException {
        unfit.addAll(Set.of(BASE + " 1.0.0", TestExtension.ID + " 1.0.0"));

        var report = trial().run();

        assertThat(report.installProblem()).isEmpty();
        assertThat(report.removal()).isEmpty();
        assertThat(report.upgrade()).hasValueSatisfying(upgrade -> {
            assertThat(upgrade.problem()).isEmpty();
            assertThat(upgrade.untried().orElse(""))
                    .contains(TestExtension.ID + " 1.0.0 lacks something")
                    .contains("the dependency com.acme.base cannot be installed: 409 com.acme.base 1.0.0 lacks");
        });
    }

    @Test
    void versionThatCannotBeInstalledAsADependencyCannotIsNotJudged() throws IOException {
        unfit.addAll(Set.of(BASE + " 1.0.0", TestExtension.ID + " 1.1.0"));

        assertThatThrownBy(trial()::run)
                .isInstanceOf(ScratchFailure.class)
                .hasMessageContaining("the dependency com.acme.base cannot be installed");
    }

    @Test
    void versionThatCannotBeInstalledByItselfIsToldWhy() throws IOException {
        unfit.add(TestExtension.ID + " 1.1.0");

        assertThat(trial().run().installProblem()).contains("409 " + TestExtension.ID + " 1.1.0 lacks something");
    }

    private Trial trial() throws IOException {
        var order = new TrialOrder(
                candidate(TestExtension.ID, "1.1.0"),
                List.of(candidate(BASE, "1.0.0")),
                Optional.of(candidate(TestExtension.ID, "1.0.0")),
                Set.of(),
                Set.of());
        return new Trial(new ScratchClient(container.getAddress().getPort()), Duration.ZERO, order);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var body = exchange.getRequestBody().readAllBytes();
        if (path.startsWith("/api/x/")) {
            answer(exchange, 404, Json.object());
        } else if (path.startsWith(INSTALL) && exchange.getRequestMethod().equals("POST")) {
            var order = Json.read(new String(body, StandardCharsets.UTF_8), ObjectNode.class);
            var what = path.substring(INSTALL.length()) + " "
                    + order.path("version").asText();
            answer(exchange, unfit.contains(what) ? 409 : 200, Json.object().put("detail", what + " lacks something"));
        } else {
            answer(exchange, 200, Json.object().put("id", "s1").put("actualState", "ACTIVE"));
        }
    }

    private static void answer(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        var bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Candidate candidate(String id, String version) throws IOException {
        var descriptor = new ExtensionDescriptor(
                id,
                version,
                "Tiny",
                "Does a tiny thing",
                "OPERATIONS",
                List.of(),
                "Acme",
                "[1.0,2)",
                List.of(),
                TestExtension.json("{'type':'object'}"),
                Json.object());
        var stored = new ExtensionVersion(
                id + version,
                "acme",
                "0".repeat(64),
                4,
                descriptor,
                List.of(),
                ReviewStatus.APPROVED,
                Optional.empty(),
                "user:u",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
        return new Candidate(stored, Files.writeString(folder.resolve(id + "-" + version + ".jar"), "jar"));
    }
}
