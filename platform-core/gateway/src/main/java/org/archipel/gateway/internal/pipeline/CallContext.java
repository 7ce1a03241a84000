package org.archipel.gateway.internal.pipeline;

import java.util.List;
import org.archipel.gateway.internal.http.Header;
import org.archipel.security.Caller;

/**
 * What upstreams are told of a request; it may outlive it.
 *
 * @param headers of the request that go on
 * @param caller who asks, as the platform knows it
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
        Caller caller)
        implements VariableSource {
    @Override
    public String parameter(String name) {
        int index = names.indexOf(name);
        return index < 0 ? null : parameters.get(index);
    }

    @Override
    public String query(String name) {
        return query.first(name);
    }

    /** The same with other headers. */
    CallContext with(List<Header> changed) {
        return new CallContext(method, names, parameters, query, hiddenParameter, changed, callerId, requestId, caller);
    }

    /** The query without the caller's proof. */
    String visibleQuery() {
        return hiddenParameter == null ? query.raw() : query.without(hiddenParameter);
    }
}
