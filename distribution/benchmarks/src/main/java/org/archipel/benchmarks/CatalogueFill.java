package org.archipel.benchmarks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.archipel.harness.RestClient;

/** Writes a generated catalogue into the tables of a platform that is down: the same one at every run. */
final class CatalogueFill {
    static final List<String> WORDS = List.of(
            "invoice",
            "ledger",
            "customer",
            "warehouse",
            "weather",
            "payroll",
            "campaign",
            "contact",
            "ticket",
            "order",
            "shipment",
            "calendar",
            "document",
            "signature",
            "bank",
            "account",
            "tax",
            "report",
            "forecast",
            "inventory",
            "contract",
            "survey",
            "message",
            "mailing",
            "newsletter",
            "payment",
            "refund",
            "price",
            "product",
            "supplier",
            "employee",
            "holiday",
            "expense",
            "budget",
            "project",
            "task",
            "meeting",
            "event",
            "lead",
            "deal");

    private static final List<String> CATEGORIES =
            List.of("PRODUCTIVITY", "ANALYTICS", "COMMUNICATION", "FINANCE", "MARKETING", "SALES", "HR", "OPERATIONS");
    private static final String EPOCH = "00000000-0000-7000-8000-00000000be9c";
    private static final int BATCH = 500;

    private final Random random = new Random(42);
    private final int extensions;
    private final int versions;

    CatalogueFill(int extensions, int versions) {
        this.extensions = extensions;
        this.versions = versions;
    }

    void write(DataSource source) {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            writeExtensions(connection);
            try (PreparedStatement clock = connection.prepareStatement(
                    "INSERT INTO catalogue_clock (name, epoch, revision) VALUES (?, ?, ?)")) {
                clock.setString(1, "catalogue");
                clock.setString(2, EPOCH);
                clock.setLong(3, extensions);
                clock.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException("the catalogue could not be generated", e);
        }
    }

    private void writeExtensions(Connection connection) throws SQLException {
        try (PreparedStatement extension = connection.prepareStatement(
                        "INSERT INTO extensions (id, developer_id, name, description, category, tags, publisher, status,"
                                + " latest_version, downloads, created_at, updated_at, listing_revision)"
                                + " VALUES (?, 'benchmark', ?, ?, ?, ?, ?, 'PUBLISHED', ?, ?, ?, ?, ?)");
                PreparedStatement version = connection.prepareStatement(
                        "INSERT INTO extension_versions (id, extension_id, version, organization_id, package_hash,"
                                + " package_size, descriptor, checks, review_status, submitted_by, submitted_at,"
                                + " published_at, revision) VALUES (?, ?, ?, 'benchmark', ?, 50000, ?, '[]', 'APPROVED',"
                                + " 'user:benchmark', ?, ?, 1)");
                PreparedStatement facts =
                        connection.prepareStatement("INSERT INTO package_facts (package_hash, facts) VALUES (?, ?)")) {
            for (int i = 1; i <= extensions; i++) {
                write(i, extension, version, facts);
                if (i % BATCH == 0 || i == extensions) {
                    extension.executeBatch();
                    version.executeBatch();
                    facts.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private void write(int number, PreparedStatement extension, PreparedStatement version, PreparedStatement facts)
            throws SQLException {
        String id = "com.publisher" + number % 700 + "." + word() + word() + number;
        String name = sentence(3);
        String description = sentence(25);
        String category = CATEGORIES.get(number % CATEGORIES.size());
        List<String> tags = List.of(word(), word(), word());
        String publisher = "Publisher " + number % 700;
        Timestamp at = new Timestamp(1_750_000_000_000L + number * 60_000L);
        ObjectNode source = RestClient.JSON.createObjectNode().put("documentation", sentence(300));
        for (int minor = 0; minor < versions; minor++) {
            String text = "1." + minor + ".0";
            String hash = (UUID.nameUUIDFromBytes((id + text).getBytes(StandardCharsets.UTF_8)) + ""
                            + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)))
                    .replace("-", "");
            ObjectNode descriptor = RestClient.JSON.createObjectNode();
            descriptor.put("id", id).put("version", text).put("name", name).put("description", description);
            descriptor.put("category", category).put("publisher", publisher);
            descriptor.put("platformRange", number % 5 == 0 ? "[9.0,10)" : "[1.0,2)");
            tags.forEach(descriptor.putArray("tags")::add);
            descriptor.putArray("permissions");
            descriptor.set("configSchema", RestClient.JSON.createObjectNode().put("type", "object"));
            descriptor.set("source", source);
            set(version, UUID.randomUUID().toString(), id, text, hash, descriptor.toString(), at, at);
            set(facts, hash, "{\"capabilities\":[],\"requirements\":[]}");
        }
        set(
                extension,
                id,
                name,
                description,
                category,
                String.join(",", tags),
                publisher,
                "1." + (versions - 1) + ".0",
                (long) number,
                at,
                at,
                (long) number);
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.addBatch();
    }

    private String word() {
        return WORDS.get(random.nextInt(WORDS.size()));
    }

    private String sentence(int words) {
        List<String> sentence = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            // One word in ten is a rare one, so that the index has as many terms as real texts give it.
            sentence.add(random.nextInt(10) == 0 ? word() + random.nextInt(5000) : word());
        }
        return String.join(" ", sentence);
    }
}
