package org.archipel.gateway.internal.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.archipel.gateway.internal.http.Header;
import org.archipel.security.Caller;

/**
 * What upstreams are told of a request; it may outlive it.
 *
 * @param headers of the request that go on
 * @param caller who asks, as the platform knows it
 * @param hop how this gateway calls itself on the way
 */
record CallContext(
        String method,
        List<String> names,
        List<String> parameters,
        QueryString query,
        String hiddenParameter,
        List<Header> headers,
        String callerId,
        String requestId,
        Caller caller,
        Header hop)
        implements VariableSource {
    CallContext(
            String method,
            List<String> names,
            List<String> parameters,
            QueryString query,
            String hiddenParameter,
            List<Header> headers,
            String callerId,
            String requestId,
            Caller caller) {
        this(method, names, parameters, query, hiddenParameter, headers, callerId, requestId, caller, Hops.OWN);
    }

    @Override
    public String parameter(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : parameters.get(index);
    }

    @Override
    public String query(String name) {
        return query.first(name);
    }

    /** The same with other headers; those of the way stay. */
    CallContext with(List<Header> others) {
        List<Header> changed = new ArrayList<>(others);
        headers.stream().filter(Hops::isHop).forEach(changed::add);
        return new CallContext(
                method, names, parameters, query, hiddenParameter, changed, callerId, requestId, caller, hop);
    }

    /** The same on behalf of all who wait for a flight. */
    CallContext on(String flight) {
        return new CallContext(
                method,
                names,
                parameters,
                query,
                hiddenParameter,
                headers,
                callerId,
                requestId,
                caller,
                Hops.of(flight));
    }

    /** The gateways that a request came through, with this one. */
    List<Header> way() {
        List<Header> way = new ArrayList<>();
        headers.stream().filter(Hops::isHop).forEach(way::add);
        way.add(hop);
        return way;
    }

    /** The query without the caller's proof. */
    String visibleQuery() {
        return hiddenParameter == null ? query.raw() : query.without(hiddenParameter);
    }
}
