package org.archipel.gateway.internal.pipeline;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.archipel.gateway.internal.http.ConnectionHeaders;
import org.archipel.gateway.internal.http.Header;
import org.eclipse.jetty.http.HttpField;

/** Which headers of a request go on to an upstream. Immutable. */
final class RequestHeaders {
    /** The upstream is another party: what is meant for the platform stays here. */
    private static final Set<String> NEVER = Set.of(
            "host",
            "content-length",
            "cookie",
            "x-organization",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "forwarded",
            "x-request-id");

    /** So all API keys of the platform begin. */
    private static final String KEY = "ark_";

    /** What stays here, in lower case: of the connection, the platform and the caller's proof, and what the definition says itself. */
    private final Set<String> kept;

    private final String hiddenParameter;
    private final Optional<Set<String>> only;
    private final List<Header> own;

    /**
     * @param credentials headers by which callers prove themselves to the gateway, in lower case
     * @param hiddenParameter the parameter of the query by which they do; null for none
     * @param only headers that go on, in lower case and their order; empty for all but those of the connection and the platform
     * @param own headers of the definition; they stand in the place of the caller's
     */
    RequestHeaders(List<String> credentials, String hiddenParameter, Optional<Set<String>> only, List<Header> own) {
        Set<String> all = new HashSet<>(NEVER);
        all.addAll(ConnectionHeaders.names());
        all.addAll(credentials);
        own.forEach(header -> all.add(header.name().toLowerCase(Locale.ROOT)));
        this.kept = Set.copyOf(all);
        this.hiddenParameter = hiddenParameter;
        this.only = only;
        this.own = List.copyOf(own);
    }

    /** The parameter of the query that stays here; null for none. */
    String hiddenParameter() {
        return hiddenParameter;
    }

    /** The headers of a call that hands a request on. */
    List<Header> of(Exchange exchange) {
        List<Header> headers = ofCaller(exchange);
        headers.addAll(own);
        headers.add(new Header("X-Request-Id", exchange.requestId()));
        headers.add(Hops.OWN);
        return headers;
    }

    /** The caller's headers that go on, and where the request came from. */
    List<Header> ofCaller(Exchange exchange) {
        HttpServletRequest request = exchange.request();
        List<Header> headers = new ArrayList<>(16);
        String named = ConnectionHeaders.named(exchange.server().getHeaders().getValues("Connection"));
        if (only.isPresent()) {
            only.get().forEach(name -> add(headers, request, name, named));
            List<String> hops = Hops.of(exchange.server().getHeaders());
            if (!hops.isEmpty() && !only.get().contains("via")) {
                headers.add(Hops.before(hops));
            }
            return headers;
        }
        for (HttpField field : exchange.server().getHeaders()) {
            String lower = field.getLowerCaseName();
            if (!kept.contains(lower)
                    && !ConnectionHeaders.isAmong(lower, named)
                    && !isPlatformKey(lower, field.getValue())) {
                headers.add(new Header(field.getName(), field.getValue()));
            }
        }
        headers.add(new Header("X-Forwarded-For", exchange.ip()));
        headers.add(new Header("X-Forwarded-Proto", request.getScheme()));
        return headers;
    }

    /** All values of a header that is to go on, if it may. */
    private void add(List<Header> headers, HttpServletRequest request, String name, String named) {
        if (!kept.contains(name) && !ConnectionHeaders.isAmong(name, named)) {
            Enumeration<String> values = request.getHeaders(name);
            while (values.hasMoreElements()) {
                String value = values.nextElement();
                if (!isPlatformKey(name, value)) {
                    headers.add(new Header(name, value));
                }
            }
        }
    }

    /** Whether a header holds a key of the platform, which somebody sends by habit to an API that asks for none, or for another proof. */
    private static boolean isPlatformKey(String lower, String value) {
        return value != null
                && (lower.equals("x-api-key") && value.startsWith(KEY)
                        || lower.equals("authorization") && value.contains(" " + KEY));
    }

    /** The headers of a sample request that go on. */
    List<Header> ofSample(Map<String, String> sample) {
        List<Header> headers = new ArrayList<>();
        sample.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!kept.contains(lower)
                    && !isPlatformKey(lower, value)
                    && (only.isEmpty() || only.get().contains(lower))) {
                headers.add(new Header(name, value));
            }
        });
        return headers;
    }
}
