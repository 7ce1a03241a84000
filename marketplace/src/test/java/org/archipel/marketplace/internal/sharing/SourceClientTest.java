package org.archipel.marketplace.internal.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.Json;
import org.archipel.marketplace.internal.test.Published;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.marketplace.internal.test.TestPlatform;
import org.archipel.security.Caller;
import org.junit.jupiter.api.Test;

/** Packages that are taken from another marketplace over the network. */
class SourceClientTest extends TwoMarketplaces {
    private static final Caller STRANGER = TestPlatform.caller("stranger");

    @Test
    void packagesOfASourceAreTakenOverAndReviewedHere() {
        var version = here.platform.publish(TestExtension.version("1.0.0"));
        there.answer("/packages", Json.write(here.list()).getBytes(StandardCharsets.UTF_8));
        there.answer("/extensions/" + TestExtension.ID + "/versions/1.0.0/package", here.bytes(version));
        var source = there.trust(here);

        assertThat(there.client().refresh(source, () -> {})).isEqualTo(1);
        var outcome = there.client().take(TestPlatform.ACME, source, TestExtension.ID, "1.0.0");

        assertThat(there.submission(outcome).packageHash()).isEqualTo(version.packageHash());
        assertThat(there.sources.get(source).lastError()).isEmpty();
    }

    @Test
    void packageOfASourceThatIsNotWhatItsListSaysLeavesNothingBehind() {
        here.platform.publish(TestExtension.version("1.0.0"));
        there.answer("/packages", Json.write(here.list()).getBytes(StandardCharsets.UTF_8));
        there.answer(
                "/extensions/" + TestExtension.ID + "/versions/1.0.0/package",
                TestExtension.version("1.0.0").field("name", "Another").bytes());
        var source = there.trust(here);
        there.client().refresh(source, () -> {});
        var keys = there.platform.keys.list(STRANGER, Optional.empty(), 100).size();

        assertThatThrownBy(() -> there.client().take(STRANGER, source, TestExtension.ID, "1.0.0"))
                .hasMessageContaining("digest");
        assertThat(there.platform.keys.list(STRANGER, Optional.empty(), 100)).hasSize(keys);
        assertThat(there.platform.submissions.list(STRANGER, Optional.empty(), "", 10))
                .isEmpty();
    }

    @Test
    void sourceThatIsWrongOrSignedByAStrangerIsRefusedAndSaysWhy() {
        here.platform.publish(TestExtension.version("1.0.0"));
        var source = there.trust(here);
        for (var answer : Map.of(
                        "<html>",
                        "no list",
                        Json.write(there.list()),
                        "stranger",
                        Json.write(here.platform.marketplaceKeys.seal(
                                PackageList.TYPE, "{}".getBytes(StandardCharsets.UTF_8))),
                        "format",
                        Json.write(here.platform.marketplaceKeys.seal(
                                PackageList.TYPE,
                                PackageList.whole(
                                                Instant.now().minus(Duration.ofDays(9)),
                                                Optional.of(Instant.now().minus(Duration.ofDays(2))),
                                                List.of())
                                        .bytes())),
                        "expired")
                .entrySet()) {
            there.answer("/packages", answer.getKey().getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> there.client().refresh(source, () -> {})).hasMessageContaining(answer.getValue());
            assertThat(there.sources.get(source).lastError().orElse("")).contains(answer.getValue());
        }
        assertThat(there.events).hasSize(4).containsOnly("marketplace.source.failed");

        assertThatThrownBy(() -> there.client().refresh(source, () -> {})).isInstanceOf(PlatformException.class);
        assertThat(there.events).as("the same again is not told again").hasSize(4);
    }

    @Test
    void anOlderListThanTheLastIsNotTaken() {
        var source = there.trust(here);
        var old = here.listAt(Instant.now().minus(Duration.ofHours(2)));
        there.answer("/packages", here.listAt(Instant.now()));
        there.client().refresh(source, () -> {});
        there.answer("/packages", old);

        assertThatThrownBy(() -> there.client().refresh(source, () -> {})).hasMessageContaining("before the one");
    }

    @Test
    void longListComesInPartsOfWhichNoneTakesAnothersPlace() {
        for (int number = 0; number < 520; number++) {
            Published.of("com.acme.number" + number, "1.0.0").insert(here.platform.work, "acme");
        }
        var source = there.trust(here);
        var parts = new ArrayList<String>();
        for (Optional<String> after = Optional.of(""); after.isPresent(); after = here.next(after.get())) {
            parts.add(after.get().isEmpty() ? "/packages" : "/packages?after=" + after.get());
            there.answer(
                    parts.get(parts.size() - 1),
                    Json.write(here.list(after.get())).getBytes(StandardCharsets.UTF_8));
        }
        assertThat(parts).hasSize(2);

        assertThat(there.client().refresh(source, () -> {})).isEqualTo(520);
        assertThat(there.sources.offers(source, "", "", 2_000)).hasSize(520);

        there.answer(parts.get(1), Json.write(here.list("")).getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> there.client().refresh(source, () -> {})).hasMessageContaining("another part");
        assertThat(there.sources.offers(source, "", "", 2_000))
                .as("the list before stays")
                .hasSize(520);
    }

    @Test
    void listThatDoesNotEndIsRefused() {
        var source = there.trust(here);
        var endless = new PackageList(
                PackageList.FORMAT, Instant.now(), Optional.empty(), List.of(), Optional.of("b"), Optional.of("b"));
        var hostile = new PackageList(
                PackageList.FORMAT, Instant.now(), Optional.empty(), List.of(), Optional.empty(), Optional.of("a b&c"));
        for (var list : List.of(endless, hostile)) {
            var sealed = here.platform.marketplaceKeys.seal(PackageList.TYPE, list.bytes());
            there.answer("/packages", Json.write(sealed).getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> there.client().refresh(source, () -> {}))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("does not come to an end");
        }
    }
}
