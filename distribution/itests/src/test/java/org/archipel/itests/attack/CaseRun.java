package org.archipel.itests.attack;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.archipel.attacks.AttackCase;
import org.archipel.attacks.AttackPackage;
import org.archipel.harness.RestClient.Answer;
import org.example.attacks.Verdict;

/** Takes one case through the platform: submitted, approved, installed, called, uninstalled; then looks at the traces. */
final class CaseRun {
    private final AttackedPlatform platform;
    private final Bait bait;

    CaseRun(AttackedPlatform platform, Bait bait) {
        this.platform = platform;
        this.bait = bait;
    }

    Outcome of(AttackCase attack) {
        Bait.Traces before = bait.traces();
        Outcome outcome;
        try {
            outcome = attempt(attack);
        } catch (UncheckedIOException | IllegalStateException e) {
            outcome = Outcome.broken(VerdictReader.shorten(String.valueOf(e.getMessage())));
        }
        List<String> ailments = ailments();
        if (!ailments.isEmpty()) {
            return Outcome.harmed(outcome + ", but " + String.join("; ", ailments));
        }
        boolean reached = !bait.traces().equals(before);
        return reached && !outcome.verdict().equals(Optional.of(Verdict.ALLOWED))
                ? Outcome.broken(outcome + ", but it left traces")
                : outcome;
    }

    private List<String> ailments() {
        try {
            return platform.ailments();
        } catch (UncheckedIOException | IllegalStateException e) {
            return List.of("no answer: " + e.getMessage());
        }
    }

    private Outcome attempt(AttackCase attack) {
        AttackPackage made = attack.newPackage();
        Answer submitted = platform.submit(made);
        if (submitted.status() >= 400) {
            return VerdictReader.refusal(submitted);
        }
        platform.approve(submitted.body());
        Answer installed = platform.install(made.id());
        if (installed.status() >= 400) {
            return VerdictReader.refusal(installed);
        }
        Outcome outcome;
        Answer removed;
        try {
            outcome = call(attack, made.id());
        } finally {
            removed = platform.uninstall(made.id());
        }
        return removed.status() == 200
                ? outcome
                : Outcome.harmed(outcome + ", but it could not be removed: " + removed.status() + " " + removed.text());
    }

    private Outcome call(AttackCase attack, String id) {
        Callable<Outcome> call = () -> VerdictReader.call(platform.run(id, bait.query()));
        ExecutorService callers = Executors.newFixedThreadPool(attack.calls());
        try {
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> each : callers.invokeAll(Collections.nCopies(attack.calls(), call))) {
                outcomes.add(each.get());
            }
            return outcomes.stream()
                    .filter(outcome -> !outcome.right(attack))
                    .findFirst()
                    .orElse(outcomes.get(0));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted during an attack", e);
        } catch (ExecutionException e) {
            return Outcome.broken("no answer: " + e.getCause().getMessage());
        } finally {
            callers.shutdownNow();
        }
    }
}
