package org.archipel.monitoring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.archipel.api.error.ErrorCode;
import org.archipel.api.error.PlatformException;
import org.archipel.rest.ApiPermission;
import org.archipel.security.Authentication;
import org.archipel.security.Authentication.Credentials;
import org.archipel.security.Caller;
import org.junit.jupiter.api.Test;

class ScrapeAccessTest {
    private static final String TOKEN = "a token of some length";

    private static Credentials credentials(String authorization, String organization) {
        return new Credentials(
                Optional.ofNullable(authorization), Optional.empty(), Optional.ofNullable(organization), "::1", "r");
    }

    private static Authentication knowing(Set<ApiPermission> permissions) {
        return given -> {
            if (given.authorization().isEmpty() || !given.authorization().get().equals("Bearer key")) {
                throw new PlatformException(ErrorCode.AUTHENTICATION_ERROR, "who are you?");
            }
            return new Caller("key:1", given.organization().orElse("own"), "u", permissions, "::1", "r");
        };
    }

    @Test
    void theTokenShowsEverything() {
        ScrapeAccess access = new ScrapeAccess(knowing(Set.of()), TOKEN);

        assertThat(access.organization(credentials("Bearer " + TOKEN, null))).isEmpty();
        assertThatThrownBy(() -> access.organization(credentials("Bearer " + TOKEN + "x", null)))
                .isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> access.organization(credentials(null, null))).isInstanceOf(PlatformException.class);
    }

    @Test
    void withoutATokenNoTokenIsGood() {
        ScrapeAccess access = new ScrapeAccess(knowing(Set.of()), " ");

        assertThatThrownBy(() -> access.organization(credentials("Bearer ", null)))
                .isInstanceOf(PlatformException.class);
    }

    @Test
    void aShortTokenIsRefused() {
        assertThatThrownBy(() -> new ScrapeAccess(knowing(Set.of()), "short"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void membersSeeTheirOrganization() {
        ScrapeAccess access = new ScrapeAccess(knowing(EnumSet.of(ApiPermission.METRICS_READ)), TOKEN);

        assertThat(access.organization(credentials("Bearer key", null))).contains("own");
    }

    @Test
    void whoManagesAllOrganizationsSeesAllOfThemOrOne() {
        ScrapeAccess access = new ScrapeAccess(knowing(EnumSet.allOf(ApiPermission.class)), TOKEN);

        assertThat(access.organization(credentials("Bearer key", null))).isEmpty();
        assertThat(access.organization(credentials("Bearer key", "other"))).contains("other");
    }

    @Test
    void othersAreRefused() {
        ScrapeAccess access =
                new ScrapeAccess(knowing(EnumSet.complementOf(EnumSet.of(ApiPermission.METRICS_READ))), TOKEN);

        assertThatThrownBy(() -> access.organization(credentials("Bearer key", null)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.AUTHORIZATION_ERROR));
    }

    @Test
    void whileThePlatformStartsOneIsToldToComeAgain() {
        ScrapeAccess access = new ScrapeAccess(null, TOKEN);

        assertThatThrownBy(() -> access.organization(credentials("Bearer key", null)))
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        starting -> assertThat(starting.retryAfter()).isPresent());
    }
}
