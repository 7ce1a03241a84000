package org.archipel.gateway.internal.pipeline;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.archipel.api.error.ErrorCode;
import org.archipel.gateway.internal.cache.FlightIds;
import org.archipel.gateway.internal.http.Header;
import org.archipel.rest.ProblemException;
import org.eclipse.jetty.http.HttpFields;

/**
 * The gateways that a request came through (RFC 9110, section 7.6.3), of which an API that calls itself has ever more. One that keeps
 * answers adds the flight that the call is made for: who would wait for a flight that waits for them goes in a circle at once.
 */
final class Hops {
    private static final String NAME = "Via";
    private static final String PREFIX = "1.1 archipel";
    private static final Pattern ONE = Pattern.compile("\\S+ archipel(-[0-9a-f]{1,16})?");
    private static final int MOST = 8;
    private static final int LOOP = 508;
    private static final Optional<Runnable> NOTHING = Optional.of(() -> {});
    private static final Waits WAITS = new Waits();

    /** This one. */
    static final Header OWN = new Header(NAME, PREFIX);

    private Hops() {}

    /** This one, on behalf of all who wait for a flight. */
    static Header of(String flight) {
        return new Header(NAME, PREFIX + '-' + flight);
    }

    static boolean isHop(Header header) {
        return header.name().equalsIgnoreCase(NAME);
    }

    /** Those of the gateways that are such as this, in their order. */
    static List<String> of(HttpFields fields) {
        List<String> found = new ArrayList<>();
        Enumeration<String> values = fields.getValues(NAME);
        while (values != null && values.hasMoreElements()) {
            for (String one : values.nextElement().split(",")) {
                String hop = one.strip();
                if (ONE.matcher(hop).matches()) {
                    found.add(hop);
                }
            }
        }
        return found;
    }

    /** Those before this one, for who is not told what else the caller says of its way. */
    static Header before(List<String> hops) {
        return new Header(NAME, String.join(", ", hops));
    }

    /** @throws ProblemException with 508 if the request goes in circles */
    static void requireFew(HttpFields fields) {
        if (fields.contains(NAME) && of(fields).size() >= MOST) {
            throw circle();
        }
    }

    /**
     * A request begins to wait for a flight.
     *
     * @param fields of the request
     * @return to be run when it no longer waits; empty if the request comes from a flight of another node, of which nobody here knows who
     *     waits for it: it goes on by itself, and if that is in a circle the number of its hops ends it
     * @throws ProblemException with 508 if the flight waits for the request
     */
    static Optional<Runnable> join(String flight, HttpFields fields) {
        if (!fields.contains(NAME)) {
            return NOTHING;
        }
        List<String> flights = of(fields).stream()
                .filter(hop -> hop.indexOf('-') >= 0)
                .map(hop -> hop.substring(hop.lastIndexOf('-') + 1))
                .toList();
        if (flights.isEmpty()) {
            return NOTHING;
        }
        if (flights.contains(flight)) {
            throw circle();
        }
        if (!flights.stream().allMatch(FlightIds::isOfThisNode)) {
            return Optional.empty();
        }
        if (!WAITS.begin(flights, flight)) {
            throw circle();
        }
        return Optional.of(() -> WAITS.end(flights, flight));
    }

    private static ProblemException circle() {
        return new Circle();
    }

    /** The request goes in circles, and will the next time. */
    private static final class Circle extends ProblemException {
        private static final long serialVersionUID = 1L;

        Circle() {
            super(LOOP, ErrorCode.INTEGRATION_ERROR, "The request goes in circles.");
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
