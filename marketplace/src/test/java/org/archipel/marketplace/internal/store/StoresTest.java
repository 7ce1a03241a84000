package org.archipel.marketplace.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.archipel.api.error.ConflictException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionRequest;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Check;
import org.archipel.marketplace.internal.model.Download;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.ReviewStatus;
import org.archipel.marketplace.internal.model.SubmissionMessage;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.model.UpdatePolicy;
import org.archipel.marketplace.internal.test.TestExtension;
import org.archipel.persistence.Ids;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.sandbox.ExtensionDescriptor;

/** The catalogue, submissions and downloads. */
class StoresTest extends StoreTest {
    private final CatalogueStore catalogue = new CatalogueStore();

    @DatabaseTest
    void versionComesBackAsItWasStored() {
        var stored = insert("1.0.0");

        Optional<ExtensionVersion> byId = work.call(transaction -> catalogue.submission(transaction, stored.id()));
        Optional<ExtensionVersion> byVersion =
                work.call(transaction -> catalogue.version(transaction, extension, "1.0.0"));
        assertThat(byId).contains(stored);
        assertThat(byVersion).contains(stored);
        Set<String> packages = work.call(catalogue::packages);
        assertThat(packages).contains(stored.packageHash());
    }

    @DatabaseTest
    void versionIsTakenOnce() {
        insert("1.0.0");

        assertThatThrownBy(() -> insert("1.0.0"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("submitted before");
    }

    @DatabaseTest
    void outcomesOfChecksAreRecorded() {
        var check = new Check("licence", Check.Outcome.FAILED, false, "none", "name one");
        var checked = insert("1.0.0").checked(check).judged();

        var stored = work.call(transaction -> catalogue.update(transaction, checked));

        assertThat(stored.checks()).containsExactly(check);
        assertThat(stored.status()).isEqualTo(ReviewStatus.IN_REVIEW);
        assertThatThrownBy(() -> work.call(transaction -> catalogue.update(transaction, checked)))
                .isInstanceOf(ConflictException.class);
    }

    @DatabaseTest
    void extensionShowsItsNewestPublishedVersion() {
        insert("1.0.0");
        assertThat(entry().flatMap(CatalogueEntry::latestVersion)).isEmpty();

        publish("2.0.0");
        publish("1.5.0");

        assertThat(entry().flatMap(CatalogueEntry::latestVersion)).contains("2.0.0");
    }

    @DatabaseTest
    void everyPublicationMovesTheClockOn() {
        var before = work.call(ListingStore::clock);

        publish("1.0.0");

        var after = work.call(ListingStore::clock);
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        List<ListingStore.Change> changes =
                work.call(transaction -> ListingStore.changes(transaction, before.revision(), 10));
        assertThat(changes).containsExactly(new ListingStore.Change(extension, after.revision()));
    }

    @DatabaseTest
    void submissionsOfOtherOrganizationsAreNotListed() {
        insert("1.0.0");

        assertThat(submissions(organization)).hasSize(1);
        assertThat(submissions("other")).isEmpty();
    }

    @DatabaseTest
    void onePolicyThatCannotBeReadLeavesTheOthers() {
        for (var id : List.of(extension, extension + ".bad")) {
            var policy = new UpdatePolicy(
                    organization,
                    id,
                    false,
                    UpdatePolicy.Automatic.PATCH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    NOW);
            work.run(transaction -> UpdatePolicyStore.put(transaction, policy));
        }
        work.run(transaction -> Sql.on(transaction)
                .update(
                        "UPDATE update_policies SET maintenance_window = '[1]' WHERE extension_id = ?",
                        extension + ".bad"));

        List<UpdatePolicy> found = work.call(UpdatePolicyStore::automaticOnNode);
        assertThat(found)
                .extracting(UpdatePolicy::extensionId)
                .contains(extension)
                .doesNotContain(extension + ".bad");
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void organizationsThatAVersionReachedComeInPages() {
        var others =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(3).toList();
        for (var other : others) {
            var download = new Download(Ids.next(), extension, "1.0.0", other, Download.Kind.INSTALL, "user:u", NOW);
            work.run(transaction -> DownloadStore.add(transaction, download));
        }
        var installed = install();
        work.run(transaction -> installations.update(transaction, reached(installed)));

        var all =
                Stream.concat(others.stream(), Stream.of(organization)).sorted().toList();
        assertThat(reachedAfter("", 10)).isEqualTo(all);
        assertThat(reachedAfter("", 2)).isEqualTo(all.subList(0, 2));
        assertThat(reachedAfter(all.get(1), 10)).isEqualTo(all.subList(2, 4));
        Map<String, String> active = work.call(transaction ->
                AnalyticsStore.activeOnPlatform(transaction, extension, List.of(others.get(0), organization)));
        assertThat(active).containsExactly(Map.entry(organization, "1.0.0"));
        List<Download> got = work.call(transaction ->
                DownloadStore.ofVersionOnPlatform(transaction, extension, "1.0.0", others.subList(0, 2)));
        assertThat(got).extracting(Download::organizationId).containsExactlyInAnyOrderElementsOf(others.subList(0, 2));
    }

    private List<String> reachedAfter(String after, int most) {
        return work.call(transaction -> AnalyticsStore.reachedOnPlatform(transaction, extension, "1.0.0", after, most));
    }

    @DatabaseTest(inTheOrderOfALanguage = true)
    void messagesOfASubmissionComeInPages() {
        var submission = insert("1.0.0").id();
        for (var text : List.of("one", "two", "three")) {
            work.run(transaction ->
                    ConversationStore.say(transaction, submission, SubmissionMessage.Side.PUBLISHER, "user:u", text));
        }

        List<SubmissionMessage> first =
                work.call(transaction -> ConversationStore.messages(transaction, submission, "", 2));
        List<SubmissionMessage> rest = work.call(transaction ->
                ConversationStore.messages(transaction, submission, first.get(1).id(), 2));
        assertThat(first).extracting(SubmissionMessage::text).containsExactly("one", "two");
        assertThat(rest).extracting(SubmissionMessage::text).containsExactly("three");
    }

    @DatabaseTest
    void downloadsBelongToTheirDayInUtc() {
        for (var at : List.of("2024-02-29T23:59:59.999999Z", "2024-03-01T00:00:00Z", "2024-03-31T23:30:00Z")) {
            var download = new Download(
                    Ids.next(), extension, "1.0.0", organization, Download.Kind.INSTALL, "user:u", Instant.parse(at));
            work.run(transaction -> DownloadStore.add(transaction, download));
        }

        assertThat(downloadsFrom("2024-02-29"))
                .containsExactly(
                        Map.entry(LocalDate.parse("2024-02-29"), 1L),
                        Map.entry(LocalDate.parse("2024-03-01"), 1L),
                        Map.entry(LocalDate.parse("2024-03-31"), 1L));
        assertThat(downloadsFrom("2024-03-01"))
                .containsOnlyKeys(LocalDate.parse("2024-03-01"), LocalDate.parse("2024-03-31"));
        assertThat(downloadsFrom("2024-04-01")).isEmpty();
    }

    private Map<LocalDate, Long> downloadsFrom(String day) {
        var from = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
        Map<String, Map<LocalDate, Long>> found =
                work.call(transaction -> DownloadStore.countByVersion(transaction, extension, from));
        return found.getOrDefault("1.0.0", Map.of());
    }

    private ExtensionVersion insert(String version) {
        return work.call(transaction -> {
            catalogue.claim(transaction, descriptor(version), organization, NOW);
            return catalogue.insert(transaction, pending(version));
        });
    }

    private void publish(String version) {
        var stored = insert(version);
        work.run(transaction -> {
            catalogue.update(transaction, stored.reviewed(ReviewStatus.APPROVED, "fine", "user:r", NOW));
            catalogue.publish(transaction, stored.descriptor(), NOW);
        });
    }

    private Optional<CatalogueEntry> entry() {
        return work.call(transaction -> catalogue.extension(transaction, extension));
    }

    private List<ExtensionVersion> submissions(String ofOrganization) {
        var query = new SubmissionQuery(Optional.of(ofOrganization), Optional.empty(), SubmissionQuery.FIRST_PAGE, 10);
        return work.call(transaction -> catalogue.submissions(transaction, query));
    }

    private ExtensionVersion pending(String version) {
        return new ExtensionVersion(
                Ids.next(),
                organization,
                UUID.randomUUID().toString().replace("-", "").repeat(2),
                42,
                descriptor(version),
                List.of(),
                ReviewStatus.PENDING,
                Optional.empty(),
                "user:u",
                NOW,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private ExtensionDescriptor descriptor(String version) {
        var permission = new Permission("storage", Set.of("read", "write"), List.of());
        return new ExtensionDescriptor(
                extension,
                version,
                "Tiny thing",
                "Does a tiny thing",
                "OPERATIONS",
                List.of("small", "quick"),
                organization,
                "[1.0,2)",
                List.of(new PermissionRequest(permission, true, "to remember")),
                TestExtension.json("{'type':'object'}"),
                TestExtension.json("{'id':'x'}"));
    }
}
