package org.archipel.gateway.internal.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.archipel.gateway.internal.limit.LimitRule;
import org.archipel.gateway.internal.limit.LimitState;
import org.archipel.gateway.internal.limit.SharedLimits;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** Counters in Redis, the same for all nodes: scripts that do step by step what the counters in memory do. Thread-safe. */
@Component(service = SharedLimits.class)
public final class RedisLimits implements SharedLimits {
    private static final String NOW = """
            local limit, window, capacity, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
            if now < 0 then
              local time = redis.call('TIME')
              now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            end
            local key, allowed = KEYS[1], 0
            """;

    private static final Map<LimitRule.Kind, String> SCRIPTS = Map.of(
            LimitRule.Kind.FIXED_WINDOW,
            NOW + """
            local state = redis.call('HMGET', key, 'begin', 'count')
            local begin, count = tonumber(state[1]) or -1, tonumber(state[2]) or 0
            local present = now - now % window
            if present > begin then begin, count = present, 0 end
            local rest = math.max(0, begin + window - now)
            if count < limit then count, allowed = count + 1, 1 end
            redis.call('HSET', key, 'begin', begin, 'count', count)
            redis.call('PEXPIRE', key, rest + window)
            return {allowed, limit - count, count < limit and 0 or rest, rest}
            """,
            LimitRule.Kind.SLIDING_WINDOW,
            NOW + """
            local last = tonumber(redis.call('LINDEX', key, -1) or now)
            if last > now then now = last end
            local first = tonumber(redis.call('LINDEX', key, 0) or nil)
            while first and first <= now - window do
              redis.call('LPOP', key)
              first = redis.call('LINDEX', key, 0)
              first = first and tonumber(first)
            end
            local size = redis.call('LLEN', key)
            if size < limit then
              redis.call('RPUSH', key, now)
              size, allowed, last = size + 1, 1, now
              first = first or now
            end
            local reset = last + window - now
            redis.call('PEXPIRE', key, reset + window)
            return {allowed, limit - size, size < limit and 0 or first + window - now, reset}
            """,
            LimitRule.Kind.TOKEN_BUCKET,
            NOW + """
            local state = redis.call('HMGET', key, 'level', 'latest')
            local full = capacity * window
            local level, latest = tonumber(state[1]) or full, tonumber(state[2]) or now
            if now > latest then
              local elapsed = math.min(now - latest, math.floor(full / limit) + 1)
              level, latest = math.min(full, level + elapsed * limit), now
            end
            if level >= window then level, allowed = level - window, 1 end
            local retry = level >= window and 0 or math.ceil((window - level) / limit)
            local reset = math.ceil((full - level) / limit)
            redis.call('HSET', key, 'level', level, 'latest', latest)
            redis.call('PEXPIRE', key, reset + window)
            return {allowed, math.floor(level / window), retry, reset}
            """);

    private final RedisConnection redis;
    private final LongSupplier clock;
    private final Map<LimitRule.Kind, String> loaded = new ConcurrentHashMap<>();

    /** Counts by the clock of Redis, which all nodes share. */
    @Activate
    public RedisLimits(@Reference RedisConnection redis) {
        this(redis, () -> -1);
    }

    RedisLimits(RedisConnection redis, LongSupplier clock) {
        this.redis = redis;
        this.clock = clock;
    }

    @Override
    public boolean areThere() {
        return redis.isConfigured();
    }

    @Override
    public Optional<LimitState> take(LimitRule rule, String subject) {
        if (!redis.isConfigured()) {
            return Optional.empty();
        }
        String key = "archipel:limit:" + rule.id() + ':' + rule.kind() + ':' + rule.limit() + ':' + rule.capacity()
                + ':' + rule.windowMillis() + ':' + subject;
        List<String> values = List.of(
                Long.toString(rule.limit()),
                Long.toString(rule.windowMillis()),
                Long.toString(rule.capacity()),
                Long.toString(clock.getAsLong()));
        return redis.call(jedis -> state(run(jedis, rule.kind(), key, values)));
    }

    private Object run(JedisPooled jedis, LimitRule.Kind kind, String key, List<String> values) {
        String script = SCRIPTS.get(kind);
        try {
            String hash = loaded.computeIfAbsent(kind, any -> jedis.scriptLoad(script, key));
            return jedis.evalsha(hash, List.of(key), values);
        } catch (JedisNoScriptException e) {
            // It was started anew.
            return jedis.eval(script, List.of(key), values);
        }
    }

    private static LimitState state(Object answer) {
        List<?> numbers = (List<?>) answer;
        return new LimitState(
                number(numbers.get(0)) == 1, number(numbers.get(1)), number(numbers.get(2)), number(numbers.get(3)));
    }

    private static long number(Object value) {
        return value instanceof Long number
                ? number
                : Long.parseLong(new String((byte[]) value, StandardCharsets.US_ASCII));
    }
}
