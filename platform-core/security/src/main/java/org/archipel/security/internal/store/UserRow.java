package org.archipel.security.internal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;

/** A member of an organization. */
@Entity
@Table(name = "users")
public class UserRow {
    @Id
    private String id;

    @Column(name = "organization_id")
    private String organizationId;

    private String email;

    @Column(name = "display_name")
    private String displayName;

    @Convert(converter = TextList.class)
    private List<String> roles;

    private String status;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected UserRow() {}

    public UserRow(String id, String organizationId, Instant now) {
        this.id = id;
        this.organizationId = organizationId;
        this.createdAt = now;
    }

    public void describe(String newEmail, String newDisplayName, List<String> newRoles, String newStatus, Instant now) {
        email = newEmail;
        displayName = newDisplayName;
        roles = List.copyOf(newRoles);
        status = newStatus;
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    public String organizationId() {
        return organizationId;
    }

    public String email() {
        return email;
    }

    public String displayName() {
        return displayName;
    }

    /** Names of roles, built-in or of the organization. */
    public List<String> roles() {
        return roles;
    }

    public String status() {
        return status;
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
