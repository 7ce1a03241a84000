package org.archipel.sandbox.internal.rewrite.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The REST server reads media types by an expression that goes through the rest of them again and again. */
class MediaTypesTest {
    private static Woven annotated(String annotation, int methods) {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < methods; i++) {
            body.append("@javax.ws.rs.")
                    .append(annotation)
                    .append(" public void m")
                    .append(i)
                    .append("() {} ");
        }
        return Woven.sample(body.toString());
    }

    private static String quoted(int length) {
        return "a/b;x=\\\"\\\";" + "w".repeat(length - 9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Produces", "Consumes"})
    void longOnesAreNotTaken(String name) {
        assertThat(annotated(name + "(\"" + quoted(200) + "\")", 1).errors()).isEmpty();
        assertThat(annotated(name + "(\"" + quoted(201) + "\")", 1).errors()).containsExactly("rest.media-types");
        assertThat(annotated(name + "({\"a/b\", \"" + quoted(201) + "\"})", 1).errors())
                .containsExactly("rest.media-types");
    }

    @Test
    void thoseOfAPackageAreCountedTogether() {
        assertThat(annotated("Produces({\"application/json\", \"text/plain\"})", 2_000)
                        .errors())
                .isEmpty();
        assertThat(annotated("Produces(\"" + quoted(200) + "\")", 30).errors()).containsExactly("rest.media-types");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javax.ws.rs.core.MediaType.valueOf(%s)",
                "javax.ws.rs.core.Response.ok(1, %s)",
                "javax.ws.rs.core.Response.ok().type(%s)",
            })
    void longOnesAreNotRead(String call) {
        String type = "\"a/b;x=\\\"\\\";\" + \"w\".repeat(3_000)";

        assertThatThrownBy(() -> Woven.sample("static Object run() { return " + call.formatted(type) + "; }")
                        .run())
                .isInstanceOf(SecurityException.class)
                .hasMessageContaining("media type");
    }
}
