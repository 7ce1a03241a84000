package org.archipel.transformation.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    private static boolean isPlain(String text) {
        return EmailAddress.plain().matches(null, text);
    }

    private static boolean isInternational(String text) {
        return EmailAddress.international().matches(null, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@y.z",
                "root@localhost",
                "a.b+c/d=e@example.com",
                "!#$%&'*+-/=?^_`{|}~@example.museum",
                "\"a b\\\"c@d\"@example.org",
                "a@1.2",
                "a@xn--bcher-kva.example",
                "a@[192.0.2.1]",
                "a@[IPv6:2001:db8::1]",
                "a@[IPv6:::ffff:192.0.2.1]",
                "a@[IPv6:1:2:3:4:5:6:7:8]",
                "1234567890123456789012345678901234567890123456789012345678901234@example.com",
            })
    void mailboxesOfRfc5321AreAddresses(String text) {
        assertThat(isPlain(text)).isTrue();
        assertThat(isInternational(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "a",
                "a@",
                "@b",
                "a@b@c",
                "a b@c",
                ".a@b",
                "a.@b",
                "a..b@c",
                "a@b..c",
                "a@.b",
                "a@b.",
                "a@-b.c",
                "a@b-.c",
                "a@b_c.d",
                "a@b c",
                "\"a@b",
                "\"a\"b\"@c",
                "\"a\n\"@c",
                "a@[256.0.0.1]",
                "a@[01.0.0.1]",
                "a@[1.2.3]",
                "a@[IPv6:1:2]",
                "a@[IPv6:1::2::3]",
                "a@[IPv6:1:2:3:4:5:6:7:8:9]",
                "a@[IPv6:12345::]",
                "a@[::1]",
                "a@b\n",
                "a <a@b>",
                "12345678901234567890123456789012345678901234567890123456789012345@example.com",
            })
    void whatIsNoMailboxIsNone(String text) {
        assertThat(isPlain(text)).isFalse();
        assertThat(isInternational(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"josé@example.com", "用户@例子.广告", "a@bücher.example", "\"é è\"@x.y"})
    void otherLettersAreForInternationalAddresses(String text) {
        assertThat(isPlain(text)).isFalse();
        assertThat(isInternational(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b\u3000c", "a@b\u0085", "a@\ud800"})
    void whatIsNoLetterIsForNobody(String text) {
        assertThat(isInternational(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a.", "a-", "\\\"", "é"})
    void longTextsAreLookedThroughSoon(String part) {
        assertThat(isInternational(part.repeat(100_000) + "@" + part.repeat(100_000)))
                .isFalse();
        assertThat(isInternational(part.repeat(60) + "@" + part.repeat(60) + "!"))
                .isFalse();
    }
}
