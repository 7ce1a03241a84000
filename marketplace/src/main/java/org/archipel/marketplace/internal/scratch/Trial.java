package org.archipel.marketplace.internal.scratch;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.archipel.marketplace.internal.scratch.ScratchClient.Answer;
import org.archipel.marketplace.internal.scratch.TrialOrder.Candidate;
import org.archipel.marketplace.internal.scratch.TrialReport.Call;
import org.archipel.marketplace.internal.scratch.TrialReport.Upgrade;

/**
 * One trial: the version before is installed and upgraded, or the candidate installed afresh, with its required permissions only;
 * it is exercised, kindly and not; it is rolled back, and removed.
 */
final class Trial {
    private static final int WAIT_SECONDS = 30;
    private static final int NOT_FOUND = 404;

    private final ScratchClient client;
    private final Duration containerStart;
    private final TrialOrder order;
    private final List<String> lacking = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final List<String> misconduct = new ArrayList<>();
    private Duration installTook = Duration.ZERO;

    /**
     * @param client of an empty container
     * @param containerStart how long its start took
     */
    Trial(ScratchClient client, Duration containerStart, TrialOrder order) {
        this.client = client;
        this.containerStart = containerStart;
        this.order = order;
    }

    /** @throws ScratchFailure if the candidate cannot be installed, and neither can what it or the version before needs */
    TrialReport run() {
        // What only the version before needs may be dead: then that version is not tried, but this one is.
        for (var dependency : order.dependencies()) {
            publish(dependency)
                    .or(() -> problem(install(dependency)))
                    .ifPresent(problem ->
                            lacking.add("the dependency " + dependency.id() + " cannot be installed: " + problem));
        }
        // Versions are published in their order.
        var oldProblem = order.before().flatMap(this::publish);
        var problem = publish(order.candidate()).or(() -> problem(timedInstall()));
        if (problem.isPresent()) {
            if (!lacking.isEmpty()) {
                throw new ScratchFailure(lacking.get(0));
            }
            return report(problem, Optional.empty(), Optional.empty(), noUse());
        }
        calls.addAll(new Exercise(client, order).run());
        var used = use();
        noteMisconduct();
        var removal = remove();
        var upgrade = order.before()
                .filter(old -> removal.isEmpty())
                .map(old -> oldProblem
                        .map(problemOfOld -> untried(old, problemOfOld))
                        .orElseGet(() -> upgrade(old)));
        return report(Optional.empty(), upgrade, removal, used);
    }

    private TrialReport report(
            Optional<String> problem, Optional<Upgrade> upgrade, Optional<String> removal, TrialReport.Use used) {
        return new TrialReport(containerStart, installTook, calls, used, misconduct, problem, upgrade, removal);
    }

    /** Why it could not be published there. */
    private Optional<String> publish(Candidate candidate) {
        var submitted = client.upload("/api/marketplace/submissions", candidate.file());
        if (!submitted.good()) {
            return Optional.of(submitted.problem());
        }
        var approved = client.post(
                "/api/marketplace/submissions/" + submitted.body().path("id").asText() + "/approve",
                Map.of("reason", "trial"));
        return problem(approved);
    }

    private Answer timedInstall() {
        long begin = System.nanoTime();
        var answer = install(order.candidate());
        installTook = Duration.ofNanos(System.nanoTime() - begin);
        return answer;
    }

    /** With a configuration where the extension asks for one, and as one that needs not be paid for. */
    private Answer install(Candidate candidate) {
        client.put("/api/marketplace/entitlements/" + organization() + "/" + candidate.id(), Map.of());
        var order = new HashMap<String, Object>(body(candidate));
        order.put("config", SampleValues.object(candidate.version().descriptor().configSchema()));
        return client.post(path(candidate, "?wait=" + WAIT_SECONDS), order);
    }

    private String organization() {
        return client.get("/api/auth/me").body().path("organization").path("id").asText();
    }

    private static Map<String, Object> body(Candidate candidate) {
        return Map.of("version", candidate.version().version(), "acceptRequired", true);
    }

    private static String path(Candidate candidate, String rest) {
        return "/api/marketplace/install/" + candidate.id() + rest;
    }

    private TrialReport.Use use() {
        var used = client.get("/api/extensions/" + order.candidate().id() + "/statistics")
                .body()
                .path("used");
        var stored = client.get("/api/extensions/" + order.candidate().id() + "/usage")
                .body()
                .path("storageBytes")
                .asLong();
        return new TrialReport.Use(
                used.path("calls").asLong(),
                used.path("errors").asLong(),
                duration(used.path("cpuTime")),
                used.path("allocatedBytes").asLong(),
                stored);
    }

    private static TrialReport.Use noUse() {
        return new TrialReport.Use(0, 0, Duration.ZERO, 0, 0);
    }

    private void noteMisconduct() {
        var id = order.candidate().id();
        var figures = client.get("/api/extensions/" + id + "/statistics").body();
        note(figures.path("used").path("timeouts").asLong(), "call", "that did not end in time");
        note(figures.path("used").path("stops").asLong(), "call", "that exceeded a budget");
        note(figures.path("abandonedThreads").asLong(), "thread", "that did not come back");
        var installation = client.get("/api/extensions/" + id).body();
        if (!installation.path("actualState").asText().equals("ACTIVE")) {
            misconduct.add("it ended " + installation.path("actualState").asText() + ": "
                    + installation.path("lastError").asText());
        }
    }

    private void note(long count, String noun, String what) {
        if (count > 0) {
            misconduct.add(count + " " + noun + (count == 1 ? " " : "s ") + what);
        }
    }

    /** What is left of it after its removal. */
    private Optional<String> remove() {
        var answer = client.delete(path(order.candidate(), "?wait=" + WAIT_SECONDS));
        if (!answer.good()) {
            return Optional.of("it cannot be removed: " + answer.problem());
        }
        var call = client.get("/api/x/" + order.candidate().id() + "/");
        return call.status() == NOT_FOUND
                ? Optional.empty()
                : Optional.of("its address still answers " + call.status());
    }

    private Upgrade upgrade(Candidate before) {
        var unfit = problem(install(before));
        if (unfit.isPresent()) {
            return untried(before, unfit.get());
        }
        var problem = problem(client.put(path(order.candidate(), "?wait=" + WAIT_SECONDS), body(order.candidate())))
                .map(why -> "the upgrade fails: " + why)
                .or(() -> problem(client.post(path(before, "/rollback?wait=" + WAIT_SECONDS), Map.of()))
                        .map(why -> "the way back fails: " + why));
        return new Upgrade(before.version().version(), problem, Optional.empty());
    }

    private Upgrade untried(Candidate before, String problem) {
        var why = Stream.concat(Stream.of(problem), lacking.stream()).collect(Collectors.joining("; "));
        return new Upgrade(before.version().version(), Optional.empty(), Optional.of(why));
    }

    private static Optional<String> problem(Answer answer) {
        if (answer.good() && answer.status() != 202) {
            return Optional.empty();
        }
        return Optional.of(answer.status() == 202 ? "it takes longer than " + WAIT_SECONDS + " s" : answer.problem());
    }

    private static Duration duration(JsonNode node) {
        return node.isTextual() ? Duration.parse(node.asText()) : Duration.ZERO;
    }
}
