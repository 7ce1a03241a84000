package org.archipel.security.internal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A role that an organization made. */
@Entity
@Table(name = "roles")
public class RoleRow {
    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String name;
    private String description;

    @Convert(converter = TextList.class)
    private List<String> permissions;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected RoleRow() {}

    public RoleRow(String id, String organizationId, String name, Instant now) {
        this.id = id;
        this.organizationId = organizationId;
        this.name = name;
        this.createdAt = now;
    }

    /**
     * @param newPermissions wire names
     */
    public void describe(Optional<String> newDescription, List<String> newPermissions, Instant now) {
        description = newDescription.orElse(null);
        permissions = List.copyOf(newPermissions);
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String name() {
        return name;
    }

    public Optional<String> description() {
        return Optional.ofNullable(description);
    }

    public List<String> permissions() {
        return permissions;
    }

    public long version() {
        return version;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
