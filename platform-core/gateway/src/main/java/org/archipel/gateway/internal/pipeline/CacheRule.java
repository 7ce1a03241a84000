package org.archipel.gateway.internal.pipeline;

import java.util.Locale;
import java.util.Set;
import org.archipel.gateway.internal.cache.AnswerCache;
import org.archipel.gateway.internal.http.Header;

/**
 * Which requests get the same answer: those whose path, query, and what else the settings name are the same.
 *
 * @param headers of the request that tell answers apart, in lower case; upstreams see no others
 * @param perCaller whether callers share no answers
 */
record CacheRule(AnswerCache answers, Set<String> headers, boolean perCaller) {
    /** @param context of the call that would be made: what upstreams see of the request is what tells it apart */
    String key(CallContext context) {
        StringBuilder key = new StringBuilder(64);
        for (String parameter : context.parameters()) {
            key.append(parameter).append('\n');
        }
        key.append('?').append(context.visibleQuery());
        for (Header header : context.headers()) {
            if (Hops.isHop(header) && !headers.contains("via")) {
                // Of the way here nothing else is told, and it makes no difference.
                continue;
            }
            key.append('\n')
                    .append(header.name().toLowerCase(Locale.ROOT))
                    .append(':')
                    .append(header.value());
        }
        if (perCaller) {
            key.append("\ncaller:").append(context.callerId());
        }
        return answers.key(key.toString());
    }
}
