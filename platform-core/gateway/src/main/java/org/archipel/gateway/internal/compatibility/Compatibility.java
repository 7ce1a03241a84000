package org.archipel.gateway.internal.compatibility;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.archipel.gateway.internal.model.ApiConfig;
import org.archipel.gateway.internal.model.ApiDefinition;
import org.archipel.gateway.internal.model.AuthenticationSettings;
import org.archipel.gateway.internal.model.CorsSettings;
import org.archipel.gateway.internal.model.LimitSettings;
import org.archipel.gateway.internal.model.RateLimitSettings;
import org.archipel.gateway.internal.route.PathTemplate;

/** Tells what a new definition of an API breaks for those who call the present one. */
public final class Compatibility {
    private final List<Change> changes = new ArrayList<>();

    private Compatibility() {}

    /** All differences that callers may notice, in the order of the definition. */
    public static List<Change> between(ApiDefinition before, ApiDefinition after) {
        Compatibility compatibility = new Compatibility();
        compatibility.compare(before, after);
        return List.copyOf(compatibility.changes);
    }

    private void compare(ApiDefinition before, ApiDefinition after) {
        breaking(!Objects.equals(before.method(), after.method()), "/method", "is another method");
        breaking(
                !PathTemplate.parse(before.path())
                        .shape()
                        .equals(PathTemplate.parse(after.path()).shape()),
                "/path",
                "takes other requests");
        breaking(before.isActive() && !after.isActive(), "/isActive", "does not answer any more");
        authentication(before.config().authentication(), after.config().authentication());
        rate(before.config().rateLimit(), after.config().rateLimit());
        limits(before.config().limits(), after.config().limits());
        cors(before.config().cors(), after.config().cors());
        bodies(before.config(), after.config());
        if (before.deprecation() == null && after.deprecation() != null) {
            changes.add(new Change(false, "/deprecation", "callers are told that the version ends"));
        }
    }

    private void authentication(AuthenticationSettings before, AuthenticationSettings after) {
        breaking(
                before.type() != after.type() && after.type() != AuthenticationSettings.Type.NONE,
                "/config/authentication/type",
                "callers have to prove themselves in another way");
        breaking(
                before.settings().path("allowQuery").asBoolean()
                        && !after.settings().path("allowQuery").asBoolean(),
                "/config/authentication/settings/allowQuery",
                "keys in the query are refused");
        Set<String> roles = new HashSet<>(before.roles());
        roles.removeAll(after.roles());
        breaking(
                !after.roles().isEmpty() && (before.roles().isEmpty() || !roles.isEmpty()),
                "/config/authentication/roles",
                "roles that could call cannot any more");
        breaking(
                !before.scopes().containsAll(after.scopes()),
                "/config/authentication/scopes",
                "callers need more scopes");
    }

    private void rate(RateLimitSettings before, RateLimitSettings after) {
        boolean limited = after != null && after.enabled();
        if (!limited) {
            return;
        }
        boolean tighter = before == null
                || !before.enabled()
                || (double) after.requestsPerMinute() / after.windowSeconds()
                        < (double) before.requestsPerMinute() / before.windowSeconds()
                || burst(after) < burst(before);
        breaking(tighter, "/config/rateLimit", "callers may call less often");
    }

    private static long burst(RateLimitSettings settings) {
        return Optional.ofNullable(settings.burstLimit()).orElse(settings.requestsPerMinute());
    }

    private void limits(LimitSettings before, LimitSettings after) {
        Long bytes = after == null ? null : after.maxBodyBytes();
        Long bytesBefore = before == null ? null : before.maxBodyBytes();
        breaking(
                bytes != null && (bytesBefore == null || bytes < bytesBefore),
                "/config/limits/maxBodyBytes",
                "large bodies are refused");
        Integer depth = after == null ? null : after.maxDepth();
        Integer depthBefore = before == null ? null : before.maxDepth();
        breaking(
                depth != null && (depthBefore == null || depth < depthBefore),
                "/config/limits/maxDepth",
                "deep bodies are refused");
    }

    private void cors(CorsSettings before, CorsSettings after) {
        boolean fewer = before != null
                && (after == null
                        || !after.origins().contains("*") && !after.origins().containsAll(before.origins()));
        breaking(fewer, "/config/cors", "pages that could call cannot any more");
    }

    private void bodies(ApiConfig before, ApiConfig after) {
        changes.addAll(
                SchemaComparison.ofRequest(before.requestSchema(), after.requestSchema(), "/config/requestSchema"));
        changes.addAll(
                SchemaComparison.ofResponse(before.responseSchema(), after.responseSchema(), "/config/responseSchema"));
    }

    private void breaking(boolean is, String pointer, String message) {
        if (is) {
            changes.add(new Change(true, pointer, message));
        }
    }
}
