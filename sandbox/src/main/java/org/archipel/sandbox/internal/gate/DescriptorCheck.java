package org.archipel.sandbox.internal.gate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.archipel.api.permission.Permission;
import org.archipel.sandbox.PermissionVocabulary;
import org.archipel.sandbox.internal.rule.Rule;

/** The descriptor follows its published schema, the permission vocabulary, and what a schema cannot say. */
final class DescriptorCheck {
    private static final Rule SCHEMA =
            Rule.error("descriptor.schema", "Follow META-INF/archipel/extension.schema.json of the platform API.");
    private static final Rule PERMISSION =
            Rule.error("descriptor.permission", "Use resources, actions and conditions of the permission vocabulary.");
    private static final String SOURCE = "/META-INF/archipel/extension.schema.json";

    private final Schema schema;
    private final PermissionVocabulary vocabulary;

    DescriptorCheck(PermissionVocabulary vocabulary) {
        this.vocabulary = vocabulary;
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        try (InputStream source = Permission.class.getResourceAsStream(SOURCE)) {
            schema = registry.getSchema(source, InputFormat.JSON);
            schema.initializeValidators();
        } catch (IOException e) {
            throw new UncheckedIOException("the schema of extension descriptors cannot be read", e);
        }
    }

    /** Whether the descriptor follows schema and vocabulary, so that it can be read into objects. */
    boolean check(ObjectNode descriptor, Findings findings) {
        List<Error> errors = schema.validate(descriptor);
        for (Error error : errors) {
            findings.add(SCHEMA, pointer(error), error.getMessage());
        }
        return errors.isEmpty() && checkPermissions(descriptor, findings);
    }

    // An unknown field is reported at the object that holds it; the pointer should lead to the field.
    private static String pointer(Error error) {
        String place = error.getInstanceLocation().toString();
        boolean property = error.getProperty() != null && !error.getKeyword().equals("required");
        String pointer =
                property ? place + "/" + error.getProperty().replace("~", "~0").replace("/", "~1") : place;
        return PackageContent.DESCRIPTOR + "#" + pointer;
    }

    private boolean checkPermissions(ObjectNode descriptor, Findings findings) {
        boolean valid = true;
        int index = 0;
        for (var request : descriptor.path("permissions")) {
            for (var error : vocabulary.validate(DescriptorReader.permission(request), "/permissions/" + index)) {
                findings.add(PERMISSION, PackageContent.DESCRIPTOR + "#" + error.pointer(), error.message());
                valid = false;
            }
            index++;
        }
        return valid;
    }
}
