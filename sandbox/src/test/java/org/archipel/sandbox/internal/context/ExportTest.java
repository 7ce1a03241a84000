package org.archipel.sandbox.internal.context;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.persistence.JsonColumn;
import org.archipel.persistence.UnitOfWork;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.sandbox.ExtensionExport;
import org.archipel.sandbox.internal.island.LiveIsland;
import org.archipel.sandbox.internal.store.StoredExtensionExport;
import org.archipel.sandbox.test.LiveIslands;

class ExportTest {
    private static final List<Permission> STORAGE = List.of(new Permission(
            "storage", Set.of("read", "write"), List.of(new PermissionCondition("quotaBytes", List.of("1000000")))));

    @DatabaseTest
    void allThatAnInstallationKeepsIsExportedOnceAndInOrder(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(STORAGE);
        var values = new IslandKeyValues(island, work);
        List<String> expected = new ArrayList<>();
        for (int i = 1000; i < 1450; i++) {
            values.put("k" + i, IntNode.valueOf(i));
            expected.add("k" + i + "=" + i);
        }
        var documents = new IslandDocuments(island, work, Clock.systemUTC());
        for (String collection : List.of("a", "b")) {
            for (int i = 1000; i < 1250; i++) {
                documents.put(
                        collection,
                        "d" + i,
                        JsonNodeFactory.instance.objectNode().put("n", i),
                        0);
                expected.add(collection + "/d" + i + " {\"n\":" + i + "}");
            }
        }
        new IslandKeyValues(LiveIslands.admit(STORAGE), work).put("foreign", IntNode.valueOf(1));

        List<String> exported = new ArrayList<>();
        work.run(transaction -> new StoredExtensionExport()
                .export(
                        transaction,
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        new Noting(exported)));

        assertThat(exported).isEqualTo(expected);
    }

    /** Not all that a row limit would take is in memory at once. */
    @DatabaseTest
    void whatIsLargeIsExportedInSmallerPages(TestDatabase database) {
        UnitOfWork work = database.unit("sandbox");
        LiveIsland island = LiveIslands.admit(List.of(new Permission(
                "storage",
                Set.of("read", "write"),
                List.of(new PermissionCondition("quotaBytes", List.of("100000000"))))));
        var values = new IslandKeyValues(island, work);
        var documents = new IslandDocuments(island, work, Clock.systemUTC());
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            values.put("k" + i, TextNode.valueOf("x".repeat(6 << 20)));
            expected.add("k" + i);
        }
        for (String collection : List.of("a", "b", "c")) {
            for (int i = 0; i < 2; i++) {
                var content = JsonNodeFactory.instance.objectNode().put("text", "x".repeat(6 << 20));
                documents.put(collection, "d" + i, content, 0);
                expected.add(collection + "/d" + i);
            }
        }

        List<String> exported = new ArrayList<>();
        work.run(transaction -> new StoredExtensionExport()
                .export(
                        transaction,
                        island.installation().organizationId(),
                        island.installation().installationId(),
                        new Naming(exported)));

        assertThat(exported).isEqualTo(expected);
    }

    private record Naming(List<String> names) implements ExtensionExport.Taker {
        @Override
        public void value(String key, String json) {
            names.add(key);
        }

        @Override
        public void document(String collection, String id, long version, String json, Instant updatedAt) {
            names.add(collection + "/" + id);
        }
    }

    private record Noting(List<String> lines) implements ExtensionExport.Taker {
        @Override
        public void value(String key, String json) {
            lines.add(key + "=" + JsonColumn.read(json));
        }

        @Override
        public void document(String collection, String id, long version, String json, Instant updatedAt) {
            lines.add(collection + "/" + id + " " + JsonColumn.read(json));
        }
    }
}
