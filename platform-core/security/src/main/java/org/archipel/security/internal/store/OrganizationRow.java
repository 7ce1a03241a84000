package org.archipel.security.internal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A tenant. */
@Entity
@Table(name = "organizations")
public class OrganizationRow {
    @Id
    private String id;

    private String slug;
    private String name;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected OrganizationRow() {}

    public OrganizationRow(String id, String slug, String name, Instant now) {
        this.id = id;
        this.slug = slug;
        this.name = name;
        this.createdAt = now;
        this.updatedAt = now;
    }

    public void rename(String newSlug, String newName, Instant now) {
        slug = newSlug;
        name = newName;
        updatedAt = now;
    }

    public String id() {
        return id;
    }

    public String slug() {
        return slug;
    }

    public String name() {
        return name;
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
