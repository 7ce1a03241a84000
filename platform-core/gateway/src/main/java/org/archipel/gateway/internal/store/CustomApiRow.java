package org.archipel.gateway.internal.store;

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
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.CustomApi;
import org.archipel.gateway.internal.route.PathTemplate;
import org.archipel.rest.Json;

/** A custom API's row. The definition is a JSON document, read and written as a whole. */
@Entity
@Table(name = "custom_apis")
public class CustomApiRow {
    private static final ObjectMapper MAPPER = Json.newMapper();

    @Id
    private String id;

    @Column(name = "organization_id", updatable = false)
    private String organizationId;

    @Column(name = "user_id", updatable = false)
    private String userId;

    private String name;
    private String route;
    private String method;
    private int major;
    private int active;

    @Lob
    private String definition;

    @Column(name = "created_at", updatable = false)
    private LocalDateTime createdAt;

    @Column(name = "updated_at")
    private LocalDateTime updatedAt;

    @Version
    private long revision;

    /** For JPA. */
    protected CustomApiRow() {}

    CustomApiRow(CustomApi api) {
        id = api.id();
        organizationId = api.organizationId();
        userId = api.userId();
        createdAt = LocalDateTime.ofInstant(api.createdAt(), ZoneOffset.UTC);
        accept(api);
    }

    /** Takes over everything that can change. */
    final void accept(CustomApi api) {
        ApiDefinition present = api.definition();
        name = present.name();
        route = PathTemplate.parse(present.path()).shape();
        method = present.method();
        major = present.major();
        active = present.isActive() ? 1 : 0;
        definition = write(present);
        updatedAt = LocalDateTime.ofInstant(api.updatedAt(), ZoneOffset.UTC);
    }

    String id() {
        return id;
    }

    boolean belongsTo(String organization) {
        return organizationId.equals(organization);
    }

    CustomApi toApi() {
        return new CustomApi(
                id,
                organizationId,
                userId,
                read(definition),
                createdAt.toInstant(ZoneOffset.UTC),
                updatedAt.toInstant(ZoneOffset.UTC),
                revision);
    }

    private static String write(ApiDefinition definition) {
        try {
            return MAPPER.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private static ApiDefinition read(String text) {
        try {
            return MAPPER.readValue(text, ApiDefinition.class);
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private static PlatformException broken(JsonProcessingException cause) {
        return new PlatformException(ErrorCode.SYSTEM_ERROR, "a stored custom API cannot be read or written", cause);
    }
}
