package org.archipel.marketplace.internal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.archipel.marketplace.internal.model.CatalogueEntry;
import org.archipel.marketplace.internal.model.Deprecation;
import org.archipel.marketplace.internal.model.ExtensionStatus;
import org.archipel.sandbox.ExtensionDescriptor;
import org.osgi.framework.Version;

/** An extension of the catalogue; what it says of itself is taken from its newest version. */
@Entity
@Table(name = "extensions")
public class ExtensionRow {
    private static final int DESCRIPTION_LIMIT = 4000;

    @Id
    private String id;

    @Column(name = "developer_id")
    private String developerId;

    private String name;
    private String description;
    private String category;
    private String tags;
    private String publisher;

    // A text here, so that a row with an unknown one fails by itself and not with the query that finds it.
    private String status;

    @Column(name = "latest_version")
    private String latestVersion;

    private long downloads;

    @Column(name = "deprecation_reason")
    private String deprecationReason;

    @Column(name = "deprecation_replacement")
    private String deprecationReplacement;

    @Column(name = "deprecated_at")
    private Instant deprecatedAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected ExtensionRow() {}

    ExtensionRow(ExtensionDescriptor descriptor, String developerId, Instant now) {
        this.id = descriptor.id();
        this.developerId = developerId;
        this.status = ExtensionStatus.SUBMITTED.name();
        this.createdAt = now;
        describe(descriptor, now);
    }

    final void describe(ExtensionDescriptor descriptor, Instant now) {
        name = descriptor.name();
        description = cut(descriptor.description(), DESCRIPTION_LIMIT);
        category = descriptor.category();
        tags = String.join(",", descriptor.tags());
        publisher = descriptor.publisher();
        updatedAt = now;
    }

    /** Lists it; a fix of an older line does not replace what the newest version says. */
    void publish(ExtensionDescriptor descriptor, Instant now) {
        status = listed().name();
        if (latestVersion != null
                && Version.parseVersion(latestVersion).compareTo(Version.parseVersion(descriptor.version())) > 0) {
            return;
        }
        latestVersion = descriptor.version();
        describe(descriptor, now);
    }

    /** @param newest what it is listed with; empty if nothing of it is left */
    void relist(Optional<ExtensionDescriptor> newest, Instant now) {
        latestVersion = newest.map(ExtensionDescriptor::version).orElse(null);
        status = (newest.isPresent() ? listed() : ExtensionStatus.REMOVED).name();
        newest.ifPresent(descriptor -> describe(descriptor, now));
    }

    /** What it is while a version of it can be installed. */
    private ExtensionStatus listed() {
        return deprecatedAt == null ? ExtensionStatus.PUBLISHED : ExtensionStatus.DEPRECATED;
    }

    /** @param advice the publisher's advice against it; empty if it takes that back */
    void deprecate(Optional<Deprecation> advice) {
        deprecationReason = advice.map(Deprecation::reason).orElse(null);
        deprecationReplacement = advice.flatMap(Deprecation::replacement).orElse(null);
        deprecatedAt = advice.map(Deprecation::since).orElse(null);
        status = latestVersion == null ? status : listed().name();
    }

    private Optional<Deprecation> deprecation() {
        return Optional.ofNullable(deprecatedAt)
                .map(since -> new Deprecation(deprecationReason, Optional.ofNullable(deprecationReplacement), since));
    }

    void transfer(String developer) {
        developerId = developer;
    }

    /** The extension; empty, and told of in the log, if it cannot be read. */
    Optional<CatalogueEntry> ifReadable() {
        return SetAside.ifReadable("the extension " + id, this::entry);
    }

    /** @throws UnreadableEntryException if the row holds what this version of the platform does not understand */
    CatalogueEntry entry() {
        try {
            return read();
        } catch (RuntimeException e) {
            throw new UnreadableEntryException("the extension " + id, e);
        }
    }

    private CatalogueEntry read() {
        return new CatalogueEntry(
                id,
                developerId,
                name,
                description,
                category,
                tags.isEmpty() ? List.of() : List.of(tags.split(",")),
                publisher,
                ExtensionStatus.valueOf(status),
                Optional.ofNullable(latestVersion),
                downloads,
                createdAt,
                updatedAt,
                deprecation());
    }

    private static String cut(String text, int limit) {
        return text.length() <= limit ? text : text.substring(0, limit);
    }
}
