package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.archipel.harness.PackagePublisher;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Two administrators of one organization who order at once: one order is carried out, the other told why it is not. */
class TwoAdministratorsTest {
    private static final String EXTENSION = "org.example.twoadministrators";
    private static final int WAIT_SECONDS = 60;
    private static final int ROUNDS = 3;

    private static SharedPlatform platform;

    @BeforeAll
    static void publish() {
        platform = SharedPlatform.get();
        PackagePublisher publisher = PackagePublisher.register(platform.administrator(), platform.administrator());
        for (String version : List.of("1.0.0", "1.1.0")) {
            byte[] content = PackageMaker.good(EXTENSION)
                    .edit("META-INF/MANIFEST.MF", text -> text.replace("1.0.0", version))
                    .edit(PackageMaker.DESCRIPTOR, text -> text.replace("1.0.0", version))
                    .bytes();
            String id = publisher.submit(content).expect(201).path("id").asText();
            publisher.awaitChecks(id);
            publisher.approve(id).expect(200);
        }
    }

    @RepeatedTest(ROUNDS)
    void ofTwoInstallsOneIsMade(RepetitionInfo round) {
        Marketplace marketplace = organization("two-installs-" + round.getCurrentRepetition());

        List<Answer> answers = together(
                () -> marketplace.install("1.0.0", WAIT_SECONDS), () -> marketplace.install("1.1.0", WAIT_SECONDS));

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(200, 409);
        boolean first = answers.get(0).status() == 200;
        Problems.check("the other install", answers.get(first ? 1 : 0), 409, "CONFLICT");
        assertActive(marketplace, first ? "1.0.0" : "1.1.0");
    }

    @RepeatedTest(ROUNDS)
    void anUpgradeAndAnUninstallDoNotMix(RepetitionInfo round) {
        Marketplace marketplace = organization("upgrade-uninstall-" + round.getCurrentRepetition());
        marketplace.install("1.0.0", WAIT_SECONDS).expect(200);

        List<Answer> answers =
                together(() -> marketplace.upgrade("1.1.0", WAIT_SECONDS), () -> marketplace.uninstall(WAIT_SECONDS));

        Answer upgrade = answers.get(0);
        Answer uninstall = answers.get(1);
        assertThat(upgrade.status()).as(upgrade.text()).isIn(Set.of(200, 404, 409));
        assertThat(uninstall.status()).as(uninstall.text()).isIn(Set.of(200, 409));
        if (uninstall.status() == 200) {
            Answer left = marketplace.installation();
            assertThat(left.status() == 404
                            || left.body().path("actualState").asText().equals("UNINSTALLED"))
                    .as(left.text())
                    .isTrue();
        } else {
            upgrade.expect(200);
            assertActive(marketplace, "1.1.0");
        }
    }

    private static Marketplace organization(String slug) {
        return new Marketplace(Tenant.create(platform, slug).admin(), EXTENSION);
    }

    private static void assertActive(Marketplace marketplace, String version) {
        JsonNode installation = marketplace.installation().expect(200);
        assertThat(installation.path("actualState").asText()).isEqualTo("ACTIVE");
        assertThat(installation.path("version").asText()).isEqualTo(version);
        assertThat(installation.path("changing").asBoolean()).isFalse();
    }

    /** Sends both at the same moment; the answers, in the order of the requests. */
    private static List<Answer> together(Supplier<Answer> one, Supplier<Answer> other) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        CyclicBarrier barrier = new CyclicBarrier(2);
        try {
            List<Future<Answer>> answers = threads.invokeAll(List.of(atThe(barrier, one), atThe(barrier, other)));
            return List.of(answers.get(0).get(), answers.get(1).get());
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Callable<Answer> atThe(CyclicBarrier barrier, Supplier<Answer> request) {
        return () -> {
            barrier.await();
            return request.get();
        };
    }
}
