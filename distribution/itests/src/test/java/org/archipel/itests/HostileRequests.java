package org.archipel.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import org.archipel.harness.RestClient;
import org.archipel.harness.RestClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInfo;

/**
 * Bad requests to an organization of their own. They are refused with a problem document that says what is wrong, and leave the
 * platform as it was.
 */
abstract class HostileRequests {
    static final String KEYS = "/api/api-keys";
    static final String USERS = "/api/users";

    static SharedPlatform platform;
    static Tenant tenant;
    static RestClient admin;
    private static PlatformLog log;

    @BeforeAll
    static void makeOrganization(TestInfo test) {
        platform = SharedPlatform.get();
        log = PlatformLog.from(platform);
        tenant = Tenant.create(
                platform, test.getTestClass().orElseThrow().getSimpleName().toLowerCase(Locale.ROOT));
        admin = tenant.admin();
    }

    @AfterAll
    static void thePlatformIsAsHealthyAsBefore() {
        assertThat(platform.anonymous().get("/api/health/ready").status()).isEqualTo(200);
        assertThat(log.errors()).isEmpty();
    }

    static JsonNode newKey() {
        return admin.post(KEYS, Map.of("name", "probe")).expect(201);
    }

    static JsonNode refused(Answer answer, int status) {
        return Problems.check("refusal", answer, status);
    }

    /** Sends a request as it is. @param head request line and headers, each with its line end */
    static Answer raw(String head) {
        return RawHttp.exchange(platform.process().url(), head + "Connection: close\r\n\r\n");
    }
}
