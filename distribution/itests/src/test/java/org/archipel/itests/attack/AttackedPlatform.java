package org.archipel.itests.attack;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.archipel.attacks.AttackCatalogue;
import org.archipel.attacks.AttackPackage;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.archipel.itests.ObservedPlatform;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A platform with a well-behaved extension in it, which must go on through every attack. */
final class AttackedPlatform implements AutoCloseable {
    private static final Map<String, String> LIMITS = Map.of(
            // So that runaways do not take long, and fit into the heap.
            "archipel.extension.request-limit-seconds", "3",
            "archipel.extension.call-limit-seconds", "3",
            "archipel.extension.call-cpu-millis", "500",
            "archipel.extension.call-allocation-mebibytes", "64",
            "archipel.network.private", "127.0.0.1");
    private static final int INSTALL_WAIT = 30;
    private static final int LONGEST_CONSOLE = 1 << 20;
    private static final Duration QUICK = Duration.ofSeconds(10);
    // Pools grow with the first requests.
    private static final int MORE_THREADS = 30;

    private final ObservedPlatform observed;
    private final RestClient client;
    private final Map<String, String> factsBefore;
    private final int threadsBefore;

    private AttackedPlatform(ObservedPlatform observed) {
        this.observed = observed;
        this.client = observed.administrator();
        try {
            settle();
        } catch (IllegalStateException e) {
            observed.close();
            throw e;
        }
        Map<String, String> facts = observed.hostFacts();
        threadsBefore = threads(facts);
        factsBefore = settled(facts);
    }

    private void settle() {
        AttackPackage neighbour = AttackCatalogue.neighbour();
        approve(submit(neighbour).expectSuccess());
        install(neighbour.id()).expectSuccess();
        run(neighbour.id(), "").expect(200);
    }

    /** @param folder empty */
    static AttackedPlatform start(Walls walls, Path folder) {
        Map<String, String> settings = new HashMap<>(LIMITS);
        settings.putAll(walls.settings());
        return new AttackedPlatform(ObservedPlatform.start(folder, builder -> {
            settings.forEach(builder::setting);
            walls.javaHome().ifPresent(builder::javaHome);
            // Nothing of this must survive a power failure.
            return builder.javaOptions("-Dderby.system.durability=test")
                    // It is the sandbox that is attacked: who signed and who reviewed is of no interest.
                    .setting("archipel.marketplace.signatures", "optional")
                    .setting("archipel.marketplace.review", "anyone");
        }));
    }

    Answer submit(AttackPackage attack) {
        return client.send(
                "POST",
                "/api/marketplace/submissions",
                BodyPublishers.ofByteArray(attack.bytes()),
                Map.of("Content-Type", "application/java-archive"));
    }

    void approve(JsonNode submission) {
        client.post(
                        "/api/marketplace/submissions/" + submission.path("id").asText() + "/approve",
                        Map.of("reason", "an attack to look at"))
                .expectSuccess();
    }

    Answer install(String id) {
        return client.post(
                "/api/marketplace/install/" + id + "?wait=" + INSTALL_WAIT,
                Map.of("version", AttackPackage.VERSION, "acceptRequired", true));
    }

    Answer uninstall(String id) {
        return client.delete("/api/marketplace/install/" + id + "?wait=" + INSTALL_WAIT);
    }

    Answer run(String id, String query) {
        return client.get("/api/x/" + id + "/run" + query);
    }

    /** What is wrong with the platform; nothing if it is as healthy as before. */
    List<String> ailments() {
        if (!observed.process().alive()) {
            return List.of("the process ended");
        }
        List<String> ailments = new ArrayList<>();
        long begin = System.nanoTime();
        if (!client.answers("/api/health/ready")) {
            ailments.add("not ready");
        }
        Answer neighbour = run(AttackCatalogue.neighbour().id(), "");
        if (neighbour.status() != 200) {
            ailments.add("the neighbour answers " + neighbour.text());
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (millis > QUICK.toMillis()) {
            ailments.add("slow: " + millis + " ms");
        }
        Map<String, String> facts = settled(observed.hostFacts());
        factsBefore.forEach((name, before) -> {
            if (!before.equals(facts.get(name))) {
                ailments.add(name + " was " + before + " and is " + facts.get(name));
            }
        });
        int printed = observed.process().console().length();
        if (printed > LONGEST_CONSOLE) {
            ailments.add("the console has " + printed + " characters");
        }
        if (!threadsLevel()) {
            ailments.add("threads: " + threads(observed.hostFacts()) + " instead of " + threadsBefore);
        }
        return ailments;
    }

    private boolean threadsLevel() {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> threads(observed.hostFacts()) <= threadsBefore + MORE_THREADS);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static int threads(Map<String, String> facts) {
        return Integer.parseInt(facts.get("threads"));
    }

    private static Map<String, String> settled(Map<String, String> facts) {
        Map<String, String> settled = new TreeMap<>(facts);
        settled.remove("threads");
        return settled;
    }

    @Override
    public void close() {
        observed.close();
    }
}
