package org.archipel.security.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.archipel.api.error.ValidationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksTest {
    @ParameterizedTest
    @ValueSource(strings = {"jo@example.com", "jo.b+tag@mail.example.co.uk", "admin@localhost", "o'neil@x-y.org"})
    void mailAddressesAreAccepted(String email) {
        assertThatCode(() -> new Checks().email("/email", email).done()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "jo",
                "@example.com",
                "jo@",
                "jo@-x.com",
                "jo@x..com",
                "a b@x.com",
                "jo@x.com\n",
                "<jo@x.com>"
            })
    void otherTextIsNot(String email) {
        assertThatThrownBy(() -> new Checks().email("/email", email).done()).isInstanceOf(ValidationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "A", "a_b", "a.b", "../etc"})
    void slugsAreStrict(String slug) {
        assertThatThrownBy(() -> new Checks().slug("/slug", slug).done()).isInstanceOf(ValidationException.class);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Checks checks = new Checks()
                .name("/name", null, 10)
                .text("/note", Optional.of("a\u0000b"), 10)
                .names("/tags", List.of("a", "a", "x".repeat(11)), 5, 10);

        assertThatThrownBy(checks::done)
                .isInstanceOfSatisfying(
                        ValidationException.class,
                        refused -> assertThat(refused.errors())
                                .extracting(error -> error.pointer())
                                .containsExactly("/name", "/note", "/tags/1", "/tags/2"));
    }
}
