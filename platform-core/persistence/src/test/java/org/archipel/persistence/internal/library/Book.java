package org.archipel.persistence.internal.library;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.archipel.persistence.JsonColumn;

/** An entity with each kind of column that the platform uses. */
@Entity
@Table(name = "books")
public class Book {
    @Id
    private String id;

    private String title;

    @Lob
    @Convert(converter = JsonColumn.class)
    private JsonNode notes;

    @Lob
    private byte[] cover;

    @Lob
    private String summary;

    @Column(name = "added_at")
    private Instant addedAt;

    @Version
    @Column(name = "row_version")
    private long rowVersion;

    protected Book() {}

    public Book(String id, String title, Instant addedAt) {
        this.id = id;
        this.title = title;
        this.addedAt = addedAt;
    }

    public String title() {
        return title;
    }

    public void rename(String newTitle) {
        title = newTitle;
    }

    public long rowVersion() {
        return rowVersion;
    }

    public Instant addedAt() {
        return addedAt;
    }

    public JsonNode notes() {
        return notes;
    }

    public String summary() {
        return summary;
    }

    public byte[] cover() {
        return cover == null ? new byte[0] : cover.clone();
    }

    public void fill(JsonNode newNotes, String newSummary, byte[] newCover) {
        notes = newNotes;
        summary = newSummary;
        cover = newCover.clone();
    }
}
