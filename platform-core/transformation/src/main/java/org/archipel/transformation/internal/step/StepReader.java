package org.archipel.transformation.internal.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.archipel.transformation.RuleStep;
import org.archipel.transformation.internal.path.Address;
import org.archipel.transformation.internal.path.Source;

/** Reads a step's definition; what is wrong with it is told with its place. Used once. */
public final class StepReader {
    private final RuleStep step;
    private final String pointer;
    private final Set<String> read = new HashSet<>();

    public StepReader(RuleStep step, String pointer) {
        this.step = step;
        this.pointer = pointer;
    }

    /** The definition is wrong in one place. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String pointer;

        public Wrong(String pointer, String message) {
            super(message);
            this.pointer = pointer;
        }

        public String pointer() {
            return pointer;
        }
    }

    public RuleStep step() {
        return step;
    }

    public String pointer() {
        return pointer;
    }

    public Source source() {
        if (step.source() == null) {
            throw new Wrong(pointer + "/source", "is required");
        }
        return sourceOr("");
    }

    public Source sourceOr(String otherwise) {
        return source(step.source() == null ? otherwise : step.source(), "/source");
    }

    /** A place within each element; the element itself if the parameter is absent. */
    public Source optionalSource(String name) {
        return source(optionalText(name).orElse(""), "/parameters/" + name);
    }

    private Source source(String text, String at) {
        try {
            return Source.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Wrong(pointer + at, e.getMessage());
        }
    }

    public Address target() {
        if (step.target() == null) {
            throw new Wrong(pointer + "/target", "is required");
        }
        return targetOr("");
    }

    public Address targetOr(String otherwise) {
        return address(step.target() == null ? otherwise : step.target(), "/target");
    }

    private Address address(String text, String at) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Wrong(pointer + at, e.getMessage());
        }
    }

    /** A parameter; a missing node if it is absent. */
    public JsonNode node(String name) {
        read.add(name);
        JsonNode value = step.parameters().get(name);
        return value == null ? MissingNode.getInstance() : value;
    }

    public JsonNode required(String name) {
        JsonNode value = node(name);
        if (value.isMissingNode()) {
            throw wrong(name, "is required");
        }
        return value;
    }

    public String text(String name) {
        JsonNode value = required(name);
        if (!value.isTextual()) {
            throw wrong(name, "must be a text");
        }
        return value.textValue();
    }

    public Optional<String> optionalText(String name) {
        return node(name).isMissingNode() ? Optional.empty() : Optional.of(text(name));
    }

    public boolean flag(String name) {
        JsonNode value = node(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    public int whole(String name, int otherwise, int least, int most) {
        JsonNode value = node(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw wrong(name, "must be a whole number from " + least + " to " + most);
        }
        return value.intValue();
    }

    public List<Source> sources(String name) {
        List<Source> sources = new ArrayList<>();
        JsonNode list = node(name);
        if (!list.isMissingNode() && !list.isArray()) {
            throw wrong(name, "must be an array");
        }
        for (JsonNode element : list) {
            sources.add(source(element.isTextual() ? element.textValue() : "?", "/parameters/" + name));
        }
        return sources;
    }

    public List<Address> addresses(String name) {
        List<Address> addresses = new ArrayList<>();
        for (JsonNode element : node(name)) {
            addresses.add(address(element.isTextual() ? element.textValue() : "?", "/parameters/" + name));
        }
        return addresses;
    }

    public Wrong wrong(String parameter, String message) {
        return new Wrong(pointer + "/parameters/" + parameter, message);
    }

    /** To be called when all parameters were read: others are mistakes. */
    public void requireNoOthers() {
        step.parameters().fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw wrong(name, "is unknown to " + step.operation());
            }
        });
    }
}
