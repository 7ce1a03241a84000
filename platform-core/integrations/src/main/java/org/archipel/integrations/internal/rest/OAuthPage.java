package org.archipel.integrations.internal.rest;

import javax.ws.rs.core.Response;

/** A page for a person in the course of a connection. */
final class OAuthPage {
    private OAuthPage() {}

    /**
     * @param body HTML
     * @param policy what the page may do besides being shown (Content Security Policy); empty for nothing
     */
    static Response.ResponseBuilder of(String body, String policy) {
        return Response.ok()
                .type("text/html;charset=utf-8")
                .header(
                        "Content-Security-Policy",
                        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
                                + (policy.isEmpty() ? "" : "; " + policy))
                .header("Cache-Control", "no-store")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .entity("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Archipel</title>" + body);
    }

    /** Text for an element or a quoted attribute. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
