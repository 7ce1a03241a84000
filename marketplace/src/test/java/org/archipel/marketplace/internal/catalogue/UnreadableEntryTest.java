package org.archipel.marketplace.internal.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.marketplace.internal.model.CatalogueQuery;
import org.archipel.marketplace.internal.model.ExtensionVersion;
import org.archipel.marketplace.internal.model.SubmissionQuery;
import org.archipel.marketplace.internal.store.CatalogueStore;
import org.archipel.marketplace.internal.store.PublishedStore;
import org.archipel.persistence.Sql;
import org.archipel.persistence.test.DatabaseTest;

/** A row of the catalogue that nobody can read is set aside; the others are found, listed and handed on. */
class UnreadableEntryTest extends CatalogueRig {
    private static final List<String> DAMAGES = List.of(
            "extension_versions descriptor {\"id\"",
            "extension_versions descriptor {}",
            "extension_versions checks {\"a\":1}",
            "extensions status FROZEN");

    private final CatalogueStore catalogue = new CatalogueStore();

    @DatabaseTest
    void theOthersAreFoundAndSoIsThatOneOnceItIsMended() {
        publish("good", "Good bridge", "Customers");
        publish("bad", "Bad bridge", "Customers");
        for (var damage : DAMAGES) {
            var parts = damage.split(" ", 3);
            var before = write(parts[0], parts[1], parts[2]);
            var node = node(parts[1] + parts[2].length());
            assertThat(bridges(node)).as(damage).containsExactly(space + ".good");

            write(parts[0], parts[1], before);
            node.keepUp();
            assertThat(bridges(node)).as(damage).containsExactlyInAnyOrder(space + ".good", space + ".bad");
        }
    }

    @DatabaseTest
    void whatIsMendedWhileTheNodeIsDownIsFoundWhenItIsUpAgain() {
        publish("good", "Good bridge", "Customers");
        publish("bad", "Bad bridge", "Customers");
        var before = write("extension_versions", "descriptor", "{}");
        var down = node("two");
        assertThat(bridges(down)).containsExactly(space + ".good");
        down.stop();
        open.remove(down);
        write("extension_versions", "descriptor", before);

        assertThat(bridges(node("two"))).containsExactlyInAnyOrder(space + ".good", space + ".bad");
    }

    @DatabaseTest
    void listsGoOnBehindIt() {
        publish("good", "Good bridge", "Customers");
        publish("bad", "Bad bridge", "Customers");
        publish("late", "Late bridge", "Customers");
        write("extension_versions", "review_status", "FROZEN");

        assertThat(submissions(1)).containsExactly(space + ".late", space + ".good");
        write("extension_versions", "review_status", "APPROVED");
        write("extension_versions", "descriptor", "{}");
        assertThat(published())
                .containsSubsequence(space + ".good", space + ".late")
                .doesNotContain(space + ".bad");
    }

    @DatabaseTest
    void whoAsksForItIsToldWhyItCannotBeShown() {
        publish("bad", "Bad bridge", "Customers");
        write("extension_versions", "checks", "{\"a\":1}");

        assertThatThrownBy(() -> work.call(transaction -> catalogue.version(transaction, space + ".bad", "1.0.0")))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        failure -> assertThat(failure.code()).isEqualTo(ErrorCode.EXTENSION_LOAD_FAILED))
                .hasMessageContaining("version 1.0.0 of " + space + ".bad cannot be read");
        // A new version is compared with all that were published.
        assertThatThrownBy(() -> work.call(transaction -> catalogue.published(transaction, space + ".bad")))
                .isInstanceOf(PlatformException.class);
    }

    private List<String> bridges(CatalogueIndex node) {
        return ids(node, CatalogueQuery.text("bridge", MANY));
    }

    private List<String> submissions(int limit) {
        var query = new SubmissionQuery(Optional.of(organization), Optional.empty(), SubmissionQuery.FIRST_PAGE, limit);
        List<ExtensionVersion> found = work.call(transaction -> catalogue.submissions(transaction, query));
        return found.stream().map(ExtensionVersion::extensionId).toList();
    }

    private List<String> published() {
        var all = new ArrayList<String>();
        var next = Optional.of("");
        while (next.isPresent()) {
            var after = next.get();
            var piece = work.call(transaction -> PublishedStore.after(transaction, after, 1));
            piece.versions().forEach(version -> all.add(version.extensionId()));
            next = piece.last();
        }
        return all;
    }

    /** What was there before. */
    private String write(String table, String column, String value) {
        var where = " WHERE " + (table.equals("extensions") ? "id" : "extension_id") + " = ?";
        return work.call(transaction -> {
            var sql = Sql.on(transaction);
            var before = sql.first(
                            "SELECT " + column + " FROM " + table + where, row -> row.getString(1), space + ".bad")
                    .orElseThrow();
            sql.update("UPDATE " + table + " SET " + column + " = ?" + where, value, space + ".bad");
            return before;
        });
    }
}
