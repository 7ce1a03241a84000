package org.archipel.security.internal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.api.error.PlatformException;
import org.archipel.persistence.test.DatabaseTest;
import org.archipel.persistence.test.TestDatabase;
import org.archipel.security.AuditLog;
import org.archipel.security.BuiltInRole;
import org.archipel.security.Caller;
import org.archipel.security.internal.store.AuditStore;
import org.archipel.security.internal.store.AuditStore.ChainedRow;
import org.archipel.security.internal.store.AuditStore.Filter;

class AuditReaderTest extends AuditTest {
    @DatabaseTest
    void secretsAreMaskedInBothStates(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            JsonNode state = JsonNodeFactory.instance
                    .objectNode()
                    .put("endpoint", "https://api.example.com")
                    .put("clientSecret", "hunter2");
            node.work.run(transaction -> node.audit.record(
                    transaction,
                    admin,
                    new AuditLog.Entry(
                            "test.secret",
                            "thing/1",
                            Optional.of(state),
                            Optional.of(state),
                            AuditLog.Outcome.SUCCESS)));

            AuditStore.AuditRow row = find(node, admin, "test.secret").entry();

            assertThat(row.before()).doesNotContain("hunter2").contains("https://api.example.com");
            assertThat(row.after()).doesNotContain("hunter2").contains("[redacted]");
        });
    }

    @DatabaseTest
    void filtersNarrowTheList(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            Filter byTarget = new Filter(
                    Optional.of(admin.actor()),
                    Optional.of("test.*"),
                    Optional.of("thing/3"),
                    Optional.of("SUCCESS"),
                    Optional.of(Instant.EPOCH),
                    Optional.of(Instant.now().plusSeconds(60)));

            List<ChainedRow> found = node.work.call(transaction ->
                    AuditStore.find(transaction, admin.organizationId(), byTarget, Optional.empty(), 10));

            assertThat(found)
                    .singleElement()
                    .satisfies(row -> assertThat(row.entry().target()).isEqualTo("thing/3"));
        });
    }

    @DatabaseTest
    void theExportHasTheWholeChainAndIsAuditedItself(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = fill(node);
            AuditReader reader = new AuditReader(node.work, node.audit, node.chainer, node.verifier);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            try {
                reader.export(admin, false, row -> row.entry().action()).writeTo(out);
            } catch (IOException e) {
                throw new AssertionError(e);
            }

            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize((int) lastPosition(node, admin)).contains("\"audit.export\"");
        });
    }

    @DatabaseTest
    void theChainOfTheInstallationIsForWhoManagesIt(TestDatabase shared) {
        withNode(shared, node -> {
            Caller admin = node.admin();
            Caller orgAdmin =
                    new Caller("user:x", admin.organizationId(), "x", BuiltInRole.ORG_ADMIN.permissions(), "", "");
            AuditReader reader = new AuditReader(node.work, node.audit, node.chainer, node.verifier);

            assertThat(reader.verify(admin, true).whole()).isTrue();
            assertThatThrownBy(() -> reader.verify(orgAdmin, true)).isInstanceOf(PlatformException.class);
        });
    }
}
