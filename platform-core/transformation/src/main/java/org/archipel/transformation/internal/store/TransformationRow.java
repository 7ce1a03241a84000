package org.archipel.transformation.internal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.Json;
import org.archipel.transformation.TransformationDefinition;

/** A rule set's row. The definition is a JSON document, read and written as a whole. */
@Entity
@Table(name = "transformations")
public class TransformationRow {
    private static final ObjectMapper MAPPER = Json.newMapper();

    @Id
    private String id;

    @Column(name = "organization_id", updatable = false)
    private String organizationId;

    private String name;
    private String description;
    private String type;
    private String status;

    @Lob
    private String definition;

    @Column(name = "created_by", updatable = false)
    private String createdBy;

    @Column(name = "created_at", updatable = false)
    private LocalDateTime createdAt;

    @Column(name = "updated_at")
    private LocalDateTime updatedAt;

    @Version
    private long revision;

    /** For JPA. */
    protected TransformationRow() {}

    TransformationRow(Transformation transformation) {
        id = transformation.id();
        organizationId = transformation.organizationId();
        createdBy = transformation.createdBy();
        createdAt = LocalDateTime.ofInstant(transformation.createdAt(), ZoneOffset.UTC);
        accept(transformation);
    }

    /** Takes over everything that can change. */
    final void accept(Transformation transformation) {
        name = transformation.definition().name();
        description = transformation.definition().description();
        type = transformation.definition().type().name();
        status = transformation.status().name();
        definition = write(transformation.definition());
        updatedAt = LocalDateTime.ofInstant(transformation.updatedAt(), ZoneOffset.UTC);
    }

    boolean belongsTo(String organization) {
        return organizationId.equals(organization);
    }

    Transformation toTransformation() {
        return new Transformation(
                id,
                organizationId,
                read(definition),
                Status.valueOf(status),
                createdBy,
                createdAt.toInstant(ZoneOffset.UTC),
                updatedAt.toInstant(ZoneOffset.UTC),
                revision);
    }

    private static String write(TransformationDefinition definition) {
        try {
            return MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private static TransformationDefinition read(String text) {
        try {
            return MAPPER.readValue(text, TransformationDefinition.class);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private static PlatformException broken(JsonProcessingException cause) {
        return new PlatformException(ErrorCode.SYSTEM_ERROR, "a stored rule set cannot be read or written", cause);
    }
}
