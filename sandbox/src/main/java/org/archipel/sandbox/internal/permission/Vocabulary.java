package org.archipel.sandbox.internal.permission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.archipel.api.error.FieldError;
import org.archipel.api.error.ValidationException;
import org.archipel.api.permission.Permission;
import org.archipel.api.permission.PermissionCondition;
import org.archipel.sandbox.PermissionDiff;
import org.archipel.sandbox.PermissionKind;
import org.archipel.sandbox.PermissionSentence;
import org.archipel.sandbox.PermissionVocabulary;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The vocabulary as the platform API publishes it. */
@Component
public final class Vocabulary implements PermissionVocabulary {
    private static final String SOURCE = "/META-INF/archipel/permissions.json";

    private final Map<String, PermissionKind> kinds = new LinkedHashMap<>();
    private final PermissionComparison comparison = new PermissionComparison(this);

    @Activate
    public Vocabulary() {
        try (InputStream source = Permission.class.getResourceAsStream(SOURCE)) {
            for (JsonNode resource : new ObjectMapper().readTree(source).path("resources")) {
                PermissionKind kind = kind(resource);
                kinds.put(kind.name(), kind);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the permission vocabulary cannot be read", e);
        }
    }

    private static PermissionKind kind(JsonNode resource) {
        return new PermissionKind(
                resource.path("name").asText(),
                stream(resource.path("actions")).map(Vocabulary::action).toList(),
                stream(resource.path("conditions")).map(Vocabulary::condition).toList());
    }

    private static PermissionKind.Action action(JsonNode action) {
        Map<String, String> sentence = new LinkedHashMap<>();
        action.path("sentence")
                .properties()
                .forEach(text -> sentence.put(text.getKey(), text.getValue().asText()));
        return new PermissionKind.Action(
                action.path("name").asText(),
                PermissionKind.Risk.valueOf(action.path("risk").asText()),
                sentence);
    }

    private static PermissionKind.Condition condition(JsonNode condition) {
        return new PermissionKind.Condition(
                condition.path("type").asText(),
                ConditionKind.valueOf(condition.path("kind").asText()).name(),
                condition.path("required").asBoolean(),
                Optional.ofNullable(condition.path("default").textValue()));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public List<PermissionKind> kinds() {
        return List.copyOf(kinds.values());
    }

    @Override
    public List<FieldError> validate(Permission permission, String pointer) {
        PermissionKind kind = permission.resource() == null ? null : kinds.get(permission.resource());
        if (kind == null) {
            return List.of(new FieldError(pointer + "/resource", "unknown resource; known are " + kinds.keySet()));
        }
        return new PermissionCheck(kind, pointer).errors(permission);
    }

    @Override
    public Permission canonical(Permission permission) {
        List<FieldError> errors = validate(permission, "");
        if (!errors.isEmpty()) {
            throw new ValidationException("not a valid permission", errors);
        }
        PermissionKind kind = kinds.get(permission.resource());
        List<PermissionCondition> conditions = permission.conditions().stream()
                .map(condition -> canonical(kind, condition))
                .toList();
        return new Permission(permission.resource(), permission.actions(), conditions);
    }

    private static PermissionCondition canonical(PermissionKind kind, PermissionCondition condition) {
        ConditionKind values = ConditionKind.valueOf(
                kind.condition(condition.type()).orElseThrow().kind());
        return new PermissionCondition(
                condition.type(),
                condition.values().stream()
                        .map(values::canonical)
                        .distinct()
                        .sorted()
                        .toList());
    }

    @Override
    public List<PermissionSentence> describe(Permission permission) {
        Permission complete = complete(permission);
        PermissionKind kind = kinds.get(complete.resource());
        List<PermissionSentence> sentences = new ArrayList<>();
        for (String name : complete.actions()) {
            PermissionKind.Action action = kind.action(name).orElseThrow();
            Map<String, String> text = new LinkedHashMap<>();
            action.sentence().forEach((language, template) -> text.put(language, fill(template, complete)));
            sentences.add(new PermissionSentence(kind.name(), name, action.risk(), text));
        }
        return sentences;
    }

    private static String fill(String template, Permission permission) {
        String text = template;
        for (PermissionCondition condition : permission.conditions()) {
            text = text.replace("{" + condition.type() + "}", String.join(", ", condition.values()));
        }
        return text;
    }

    /** Canonical, with the standard values of the conditions that it leaves open. */
    Permission complete(Permission permission) {
        Permission canonical = canonical(permission);
        List<PermissionCondition> conditions = new ArrayList<>(canonical.conditions());
        for (PermissionKind.Condition condition :
                kinds.get(permission.resource()).conditions()) {
            boolean present = conditions.stream().anyMatch(each -> each.type().equals(condition.type()));
            if (!present && condition.standard().isPresent()) {
                conditions.add(new PermissionCondition(
                        condition.type(), List.of(condition.standard().get())));
            }
        }
        return new Permission(canonical.resource(), canonical.actions(), conditions);
    }

    ConditionKind conditionKind(String resource, String type) {
        return ConditionKind.valueOf(
                kinds.get(resource).condition(type).orElseThrow().kind());
    }

    @Override
    public boolean covers(List<Permission> grants, Permission wanted) {
        return comparison.covers(grants, wanted);
    }

    @Override
    public PermissionDiff diff(List<Permission> before, List<Permission> after) {
        return comparison.diff(before, after);
    }
}
