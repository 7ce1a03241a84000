package org.archipel.gateway.internal.pipeline;

import java.util.Set;
import org.archipel.gateway.internal.cache.AnswerCache;

/**
 * Which requests get the same answer: those whose path, query, and what else the settings name are the same.
 *
 * @param headers of the request that tell answers apart, in lower case; upstreams see no others
 * @param perCaller whether callers share no answers
 */
record CacheRule(AnswerCache answers, Set<String> headers, boolean perCaller) {
    /** @param hiddenParameter of the query, which tells nothing apart; null for none */
    String key(Exchange exchange, String hiddenParameter) {
        StringBuilder key = new StringBuilder(64);
        for (String parameter : exchange.parameters()) {
            key.append(parameter).append('\n');
        }
        key.append('?');
        String query = hiddenParameter == null
                ? exchange.request().getQueryString()
                : exchange.query().without(hiddenParameter);
        if (query != null) {
            key.append(query);
        }
        for (String header : headers) {
            key.append('\n').append(header).append(':').append(exchange.header(header));
        }
        if (perCaller) {
            key.append("\ncaller:").append(exchange.callerId());
        }
        return answers.key(key.toString());
    }
}
