package org.archipel.integrations.internal.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardWebhooksTest {
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private static final String TIME = "1614265330";
    private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    /** The vector that the standard's libraries are tested with. */
    @Test
    void signsAsTheStandardsLibrariesDo() {
        assertThat(StandardWebhooks.sign(StandardWebhooks.key(SECRET), ID, TIME, BODY))
                .isEqualTo(SIGNATURE);
        assertThat(StandardWebhooks.key(SECRET)).isEqualTo(StandardWebhooks.key(SECRET.substring(6)));
    }

    @Test
    void oneGoodSignatureAmongSeveralIsEnough() {
        List<byte[]> keys = List.of(StandardWebhooks.key(SECRET));
        String several = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,abc " + SIGNATURE;
        assertThat(StandardWebhooks.verify(keys, ID, TIME, BODY, several)).isTrue();
        assertThat(StandardWebhooks.verify(keys, ID, TIME, BODY, "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc="))
                .isFalse();
        assertThat(StandardWebhooks.verify(keys, "msg_other", TIME, BODY, SIGNATURE))
                .isFalse();
        assertThat(StandardWebhooks.verify(keys, ID, "1614265331", BODY, SIGNATURE))
                .isFalse();
        assertThat(StandardWebhooks.verify(
                        keys, ID, TIME, "{\"test\": 2432232315}".getBytes(StandardCharsets.UTF_8), SIGNATURE))
                .isFalse();
    }

    @Test
    void severalKeysAreKnownDuringAChange() {
        byte[] former = StandardWebhooks.key(SECRET);
        byte[] present = StandardWebhooks.key("whsec_" + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        assertThat(StandardWebhooks.verify(List.of(present, former), ID, TIME, BODY, SIGNATURE))
                .isTrue();
    }
}
