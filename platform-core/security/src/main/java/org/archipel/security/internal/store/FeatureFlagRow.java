package org.archipel.security.internal.store;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;

/** A feature flag that was set; one that never was has no row. */
@Entity
@Table(name = "feature_flags")
public class FeatureFlagRow {
    @Id
    private String name;

    private boolean enabled;

    @Column(name = "updated_by")
    private String updatedBy;

    @Version
    private long version;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected FeatureFlagRow() {}

    public FeatureFlagRow(String name) {
        this.name = name;
    }

    public void set(boolean isEnabled, String actor, Instant now) {
        enabled = isEnabled;
        updatedBy = actor;
        updatedAt = now;
    }

    public String name() {
        return name;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public String updatedBy() {
        return updatedBy;
    }

    public long version() {
        return version;
    }

    public Instant updatedAt() {
        return updatedAt;
    }
}
