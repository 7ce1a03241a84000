package org.archipel.sandbox.internal.rest;

import java.util.Locale;
import java.util.Set;

/**
 * Which headers of an answer are the extension's own: not those that speak for the whole platform, those of the connection, and those
 * by which a proxy in front of the platform is told to send something else.
 */
final class OwnHeaders {
    private static final String TOKEN_SIGNS = "!#$%&'*+-.^_`|~";
    private static final Set<String> PLATFORMS = Set.of(
            "set-cookie",
            "set-cookie2",
            "set-login",
            "content-security-policy",
            "content-security-policy-report-only",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "x-permitted-cross-domain-policies",
            "x-request-id",
            "clear-site-data",
            "nel",
            "report-to",
            "reporting-endpoints",
            "alt-svc",
            "accept-ch",
            "accept-ch-lifetime",
            "critical-ch",
            "origin-agent-cluster",
            "origin-trial",
            "public-key-pins",
            "public-key-pins-report-only",
            "expect-ct",
            "service-worker-allowed",
            "use-as-dictionary",
            // Of the connection, which others use as well (RFC 9110, section 7.6.1).
            "connection",
            "keep-alive",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "http2-settings",
            // To proxies, which send a file or another server's answer instead.
            "x-sendfile",
            "x-lighttpd-send-file",
            "x-lighttpd-send-tempfile",
            "x-litespeed-location",
            "x-reproxy-url",
            "x-reproxy-file",
            "x-archive-files");
    private static final Set<String> PLATFORMS_PREFIXES =
            Set.of("access-control-", "cross-origin-", "proxy-", "sec-", "secure-session-", "x-accel-", "x-archipel-");

    /** Only tells nginx not to hold an answer back. */
    private static final String UNBUFFERED = "x-accel-buffering";

    private OwnHeaders() {}

    /** Whether the name is a token (RFC 9110, section 5.6.2), which no other reader takes for another name, and the extension's. */
    static boolean contain(String name) {
        boolean token = !name.isEmpty() && name.chars().allMatch(OwnHeaders::ofToken);
        if (!token) {
            return false;
        }
        // The letters of a token change their case one by one.
        String known = name.toLowerCase(Locale.ROOT);
        boolean platforms =
                PLATFORMS.contains(known) || PLATFORMS_PREFIXES.stream().anyMatch(known::startsWith);
        return !platforms || known.equals(UNBUFFERED);
    }

    private static boolean ofToken(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || TOKEN_SIGNS.indexOf(character) >= 0;
    }
}
