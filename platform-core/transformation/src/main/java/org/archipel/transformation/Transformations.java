package org.archipel.transformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The transformation engine. Whoever runs rules compiles them once, or asks for a stored set at each use: that look-up costs no
 * database call while the set is in use, and gives the new version at once after a change. Thread-safe.
 */
@ProviderType
public interface Transformations {
    /**
     * Compiles a definition, which need not be stored.
     *
     * @param organizationId whose scripts and extensions it uses
     * @throws ValidationException with everything that is wrong, pointers from the definition's root
     */
    RuleSet compile(String organizationId, TransformationDefinition definition);

    /** The stored rule set in its present version; empty if the organization has none of that id, or it is not active. */
    Optional<RuleSet> find(String organizationId, String id);

    /**
     * Compiles a chain of named functions, such as {@code trim|lower} or {@code date(dd/MM/yyyy)}. Functions of extensions have the
     * form {@code extension-id/name}.
     *
     * @throws IllegalArgumentException if a function is not known or its arguments are wrong; the message is for a person
     */
    ValueFunction function(String organizationId, String expression);

    /**
     * Compiles a scripted rule. The script engine starts with the first of them.
     *
     * @param condition a JavaScript function or expression over {@code record}; null or blank for always
     * @param function a JavaScript function of the record
     * @throws ValidationException if one of them is no JavaScript; pointers {@code /condition} and {@code /transformation}
     */
    RecordRule scripted(String organizationId, String name, String condition, String function);

    /**
     * Compiles a JSON Schema 2020-12.
     *
     * @throws ValidationException if it is none, refers to other documents, or refers to itself without an end; pointers into the
     *     schema
     */
    DocumentCheck schema(JsonNode schema);
}
