package org.archipel.security.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.archipel.persistence.Sql;
import org.archipel.persistence.Transaction;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.OrganizationCleaner;
import org.archipel.security.internal.TestNode;
import org.archipel.security.internal.store.OrganizationRow;
import org.junit.jupiter.api.io.TempDir;

class OrganizationRemovalsTest {
    @TempDir
    Path data;

    @DatabaseTest
    void everyContextCleansUpUntilItIsDone(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            Recorder done = new Recorder("done", id -> true);
            String id = deleted(node);
            List<String> calls = new ArrayList<>();
            Recorder waits = new Recorder("waits", each -> {
                calls.add(each);
                return !each.equals(id) || calls.stream().filter(id::equals).count() > 2;
            });
            OrganizationRemovals removals = removals(node, Instant.now(), waits, broken(), done);

            removals.round();
            removals.round();
            removals.round();
            removals.round();

            assertThat(done.cleaned).filteredOn(id::equals).hasSize(1);
            assertThat(waits.cleaned).filteredOn(id::equals).hasSize(3);
        }
    }

    @DatabaseTest
    void anotherNodeGoesOnAndLooksAgainWhenNothingIsUnderWay(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            Recorder first = new Recorder("context", id -> true);
            String id = deleted(node);
            removals(node, Instant.now(), first).round();

            Recorder other = new Recorder("context", anything -> true);
            removals(node, Instant.now(), other).round();
            assertThat(other.cleaned).doesNotContain(id);

            OrganizationRemovals later = removals(node, Instant.now().plus(Duration.ofHours(1)), other);
            later.round();
            later.round();
            assertThat(other.cleaned).filteredOn(id::equals).hasSize(1);
        }
    }

    @DatabaseTest
    void aContextThatComesLaterFindsItsWork(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            String id = deleted(node);
            removals(node, Instant.now().plus(Duration.ofDays(400))).round();
            Recorder late = new Recorder("late", anything -> true);

            removals(node, Instant.now().plus(Duration.ofDays(401)), late).round();

            assertThat(late.cleaned).contains(id);
        }
    }

    @DatabaseTest
    void credentialsThatAContextStillNeedsStayUntilItRemovesThem(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            node.removals.stop();
            node.removals.addCleaner(new Keeper("kept"));
            String id = withCredentials(node);
            node.organizations.delete(node.admin(), id, version -> {});
            assertThat(node.vault.has(id, "other")).isFalse();

            removals(node, Instant.now().plus(Duration.ofDays(1))).round();
            assertThat(node.vault.open(id, "kept").path("password").asText()).isEqualTo("kept");
            assertThat(keys(node, id)).isEqualTo(1);

            node.work.run(transaction -> node.vault.delete(transaction, id, "kept"));
            removals(node, Instant.now().plus(Duration.ofDays(1))).round();
            assertThat(keys(node, id)).isZero();
        }
    }

    @DatabaseTest
    void credentialsThatNobodyRemovesGoAfterTwoDays(TestDatabase database) {
        try (TestNode node = new TestNode(database, data, TestNode.PRESET)) {
            node.removals.stop();
            node.removals.addCleaner(new Keeper("kept"));
            String id = withCredentials(node);
            node.organizations.delete(node.admin(), id, version -> {});

            removals(node, Instant.now().plus(Duration.ofDays(3))).round();
            assertThat(node.vault.has(id, "kept")).isFalse();
            assertThat(keys(node, id)).isZero();
        }
    }

    private static String withCredentials(TestNode node) {
        String id = node.organizations
                .create(node.admin(), new OrganizationService.Draft("gone-" + System.nanoTime(), "Gone"))
                .id();
        node.work.run(transaction -> {
            for (String reference : List.of("kept", "other")) {
                node.vault.put(
                        transaction,
                        id,
                        reference,
                        JsonNodeFactory.instance.objectNode().put("password", reference));
            }
        });
        return id;
    }

    private static long keys(TestNode node, String organizationId) {
        return node.work.call(transaction -> Sql.on(transaction)
                .number("SELECT COUNT(*) FROM wrapped_keys WHERE owner_id = ?", organizationId)
                .orElse(0));
    }

    /** Needs one reference. */
    private record Keeper(String reference) implements OrganizationCleaner {
        @Override
        public String context() {
            return "keeper";
        }

        @Override
        public boolean clean(String organizationId) {
            return true;
        }

        @Override
        public Collection<String> credentialsNeeded(Transaction transaction, String organizationId) {
            return List.of(reference);
        }
    }

    private static String deleted(TestNode node) {
        OrganizationRow organization = node.organizations.create(
                node.admin(), new OrganizationService.Draft("gone-" + System.nanoTime(), "Gone"));
        node.organizations.delete(node.admin(), organization.id(), version -> {});
        return organization.id();
    }

    private static OrganizationRemovals removals(TestNode node, Instant now, OrganizationCleaner... cleaners) {
        OrganizationRemovals removals =
                new OrganizationRemovals(node.work, node.background, Clock.fixed(now, ZoneOffset.UTC));
        List.of(cleaners).forEach(removals::addCleaner);
        removals.stop();
        return removals;
    }

    private static OrganizationCleaner broken() {
        return new Recorder("broken", id -> {
            throw new IllegalStateException("on purpose");
        });
    }

    /** Remembers what it was asked for. */
    private record Recorder(String context, Predicate<String> outcome, List<String> cleaned)
            implements OrganizationCleaner {
        Recorder(String context, Predicate<String> outcome) {
            this(context, outcome, new ArrayList<>());
        }

        @Override
        public boolean clean(String organizationId) {
            cleaned.add(organizationId);
            return outcome.test(organizationId);
        }
    }
}
