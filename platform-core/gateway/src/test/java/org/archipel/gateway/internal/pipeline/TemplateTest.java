package org.archipel.gateway.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final String QUERY = "query {user(id: \"{body.user}\") \\{name}}";

    private final ObjectNode body = JsonNodeFactory.instance.objectNode().put("user", "u1");

    @Test
    void whatABackslashStandsBeforeIsNoVariable() {
        Template.check(QUERY, List.of());

        assertThat(Template.text(QUERY, new Nobody(), body)).isEqualTo("query {user(id: \"u1\") {name}}");
        assertThat(Template.json(TextNode.valueOf("\\{body.user}"), new Nobody(), body))
                .isEqualTo(TextNode.valueOf("{body.user}"));
    }

    @Test
    void otherBackslashesStay() {
        assertThat(Template.text("a\\b \\{ x} {body.user}", new Nobody(), body)).isEqualTo("a\\b \\{ x} u1");
    }

    @Test
    void ofTwoBackslashesOneIsLeftInFrontOfTheValue() {
        Template.check("DOMAIN\\\\{body.user}", List.of());

        assertThat(Template.text("DOMAIN\\\\{body.user}", new Nobody(), body)).isEqualTo("DOMAIN\\u1");
        assertThat(Template.text("\\\\\\{body.user}", new Nobody(), body)).isEqualTo("\\{body.user}");
        assertThat(Template.json(TextNode.valueOf("\\\\{body.user}"), new Nobody(), body))
                .isEqualTo(TextNode.valueOf("\\u1"));
        assertThatThrownBy(() -> Template.check("\\\\{id}", List.of())).hasMessageContaining("{id}");
    }

    @Test
    void onlyAVariableOfTheCallerNamesTheCaller() {
        assertThat(Template.namesCaller("\\{caller.id}")).isFalse();
        assertThat(Template.namesCaller("DOMAIN\\\\{caller.id}")).isTrue();
        ObjectNode variables = JsonNodeFactory.instance.objectNode().put("query", "{me(id: \\{caller.id})}");
        assertThat(Template.namesCaller(variables)).isFalse();
        variables.putArray("users").add("{caller.id}");
        assertThat(Template.namesCaller(variables)).isTrue();
    }

    @Test
    void aVariableThatNothingGivesTellsTheWayOut() {
        assertThatThrownBy(() -> Template.check("query {me {id}}", List.of()))
                .hasMessage("has a variable that nothing gives: {id}; write a backslash in front of it if it is none");
    }

    private static final class Nobody implements VariableSource {
        @Override
        public String parameter(String name) {
            return null;
        }

        @Override
        public String query(String name) {
            return null;
        }

        @Override
        public String callerId() {
            return "";
        }

        @Override
        public String requestId() {
            return "";
        }
    }
}
