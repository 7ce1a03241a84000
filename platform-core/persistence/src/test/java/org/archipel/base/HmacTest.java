package org.archipel.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class HmacTest {
    /** RFC 4231, section 4.3. */
    @Test
    void isThatOfTheStandard() {
        assertThat(HexFormat.of()
                        .formatHex(Hmac.sha256(
                                "Jefe".getBytes(UTF_8),
                                "what do ya want ".getBytes(UTF_8),
                                "for nothing?".getBytes(UTF_8))))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assertThat(Hmac.of("HmacSHA512", new byte[0], new byte[0])).hasSize(64);
    }

    /** The example of the standard's own libraries. */
    @Test
    void signsWebhooksAsTheStandardDoes() {
        byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(Hmac.ofWebhook(
                        key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}".getBytes(UTF_8)))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void aHashThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> Hmac.of("HmacNone", new byte[1])).isInstanceOf(IllegalStateException.class);
    }
}
