package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.archipel.api.error.FieldError;
import org.osgi.annotation.versioning.ProviderType;

/** A compiled JSON Schema 2020-12. Immutable and thread-safe. */
@ProviderType
@FunctionalInterface
public interface DocumentCheck {
    /** What is wrong with a document, with JSON Pointers into it; empty if nothing is. */
    List<FieldError> check(JsonNode document);
}
