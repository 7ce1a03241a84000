package org.archipel.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password",
                "client_secret",
                "clientSecret",
                "access-token",
                "refreshToken",
                "apiKey",
                "X-API-Key",
                "private_key",
                "Authorization",
                "credentials"
            })
    void valuesBehindTellingNamesAreMasked(String name) throws JsonProcessingException {
        JsonNode value = JSON.readTree("{\"list\":[{\"" + name + "\":\"hunter2\"}]}");

        assertThat(Redaction.redact(value).toString()).doesNotContain("hunter2").contains(Redaction.MARK);
        assertThat(value.toString()).as("the original").contains("hunter2");
    }

    /** In small letters all of it would take minutes. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aLongNameTellsByItsEnd() {
        JsonNode value = JSON.createObjectNode().put("\u03a3".repeat(1 << 20) + "_p-a-s-s-w-o-r-d", "hunter2");

        assertThat(Redaction.redact(value).toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"endpoint", "keyPrefix", "tokenizer", "secretary", "name"})
    void otherValuesStay(String name) throws JsonProcessingException {
        assertThat(Redaction.redact(JSON.readTree("{\"" + name + "\":\"plain\"}"))
                        .toString())
                .contains("plain");
    }

    @Test
    void aSecretThatIsAnObjectIsMaskedAsAWholeAndNullStays() throws JsonProcessingException {
        JsonNode value = JSON.readTree("{\"credentials\":{\"user\":\"jo\"},\"password\":null}");

        assertThat(Redaction.redact(value))
                .isEqualTo(JSON.readTree("{\"credentials\":\"[redacted]\",\"password\":null}"));
    }

    @Test
    void whatTheSchemaMarksAsWriteOnlyIsMaskedWhereverItStands() throws JsonProcessingException {
        JsonNode schema = JSON.readTree("""
                {"properties": {
                   "pin": {"type": "string", "writeOnly": true},
                   "door": {"properties": {"code": {"format": "password"}}},
                   "boxes": {"items": {"allOf": [{"properties": {"combination": {"writeOnly": true}}}]}}}}
                """);
        JsonNode value = JSON.readTree(
                "{\"pin\":\"1\",\"door\":{\"code\":\"2\",\"color\":\"red\"},\"boxes\":[{\"combination\":3,\"size\":4}]}");

        assertThat(Redaction.redact(value, schema))
                .isEqualTo(JSON.readTree("{\"pin\":\"[redacted]\",\"door\":{\"code\":\"[redacted]\",\"color\":\"red\"},"
                        + "\"boxes\":[{\"combination\":\"[redacted]\",\"size\":4}]}"));
    }
}
