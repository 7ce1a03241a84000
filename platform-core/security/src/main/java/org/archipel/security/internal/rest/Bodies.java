package org.archipel.security.internal.rest;

import java.net.URI;
import java.util.List;
import java.util.function.LongConsumer;
import javax.ws.rs.core.HttpHeaders;
import org.archipel.api.error.ValidationException;
import org.archipel.rest.EntityTags;
import org.archipel.rest.Preconditions;

/** What the resources have in common in reading requests and in answering them. */
final class Bodies {
    private Bodies() {}

    /** @throws ValidationException if the request had no body, or null for one */
    static <T> T required(T body) {
        if (body == null) {
            throw new ValidationException("", "A JSON object is required");
        }
        return body;
    }

    /** An absent list is an empty one. */
    static <T> List<T> list(String pointer, List<T> list) {
        if (list == null) {
            return List.of();
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) == null) {
                throw new ValidationException(pointer + "/" + i, "must not be null");
            }
        }
        return list;
    }

    /** The address of what was made; JAX-RS completes it from the root of the application. */
    static URI location(String collection, String id) {
        return URI.create(collection + "/" + id);
    }

    /** Refuses the change with 412 when the client saw another version than the one that is there. */
    static LongConsumer unchanged(HttpHeaders headers) {
        return version -> Preconditions.check(headers, EntityTags.of(version));
    }
}
